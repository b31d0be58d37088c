using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A client in another language, written as integrations usually are, follows an inbound call and has its agent listened to.</summary>
[Collection(EventStage.Name)]
public sealed class PythonClientTests(EventStage stage)
{
    private const string Agent = "2000";
    private const string Supervisor = "3000";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_sees_an_inbound_call_and_its_monitor_from_the_ringing_to_the_record()
    {
        SimulatedPhone agent = await Phones.RegisterAsync(stage.Server, Agent, Phones.AgentHz, AnswerPolicy.Never);
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Server, Supervisor, Phones.SupervisorHz, AnswerPolicy.Never);
        try
        {
            await using PeerProgram client = PeerProgram.Start(
                "python3",
                "python3",
                Directory.CreateTempSubdirectory("undertone-python-"),
                [
                    Path.Combine(AppContext.BaseDirectory, "SSeriesEvents", "python_client.py"),
                    stage.Server.Http.Authority, "api6", ApiSession.Digest, Agent, Supervisor,
                ]);
            await SaidAsync(client, "login Success HTTP");
            PhoneCall call = stage.Call(stage.Carrier, "5550001");
            PhoneCall ringing = await agent.NextIncomingCallAsync();
            await SaidAsync(client, "RING 2000 by 5503301");
            await ringing.AnswerAsync();
            await call.WaitForAsync(PhoneCallState.Talking);
            PhoneCall supervision = await supervisor.NextIncomingCallAsync();
            await SaidAsync(client, "monitor RING");
            await supervision.AnswerAsync();
            await SaidAsync(client, "monitor ANSWER");
            await call.HangUpAsync();

            int? exit = await client.WaitForExitAsync(Limit);
            Assert.True(exit == 0, $"exit code {exit}:\n{client.Output}");
            Assert.Equal(
                [
                    "login Success HTTP",
                    "RING 2000 by 5503301",
                    "ANSWER 2000 by 5503301",
                    "query inbound ANSWERED ext ANSWER",
                    "unknown call Failed 10005",
                    "listen Success",
                    "monitor RING",
                    "monitor ANSWER",
                    "call BYE",
                    "monitor BYE",
                    "NewCdr Inbound 5503301 2000 ANSWERED",
                    "logout Success",
                ],
                client.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        finally
        {
            await Phones.EndAsync(agent);
            await Phones.EndAsync(supervisor);
            await stage.EmptyAsync();
        }
    }

    private static Task SaidAsync(PeerProgram client, string line)
        => Until.TrueAsync(
            () => client.HasExited || client.Output.Contains(line, StringComparison.Ordinal),
            () => $"the client to say {line}; it said:\n{client.Output}");
}
