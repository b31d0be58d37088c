using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Trunks;

/// <summary>Who hears whom when one party is outside: measured by tone at the agent's, the supervisor's and the carrier's ear.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkMonitoringTests(TrunkServer server)
{
    private const string Agent = "2000";
    private const string Supervisor = "3000";
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_agent_of_a_trunk_call_is_supervised_in_every_mode_and_the_outside_party_cannot_be(bool inbound)
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync(Agent, AnswerPolicy.Always);
        SimulatedPhone supervisor = await scene.PhoneAsync(Supervisor, toneHz: 1600);
        PhoneCall outsideCall;
        PhoneCall agentCall;
        if (inbound)
        {
            outsideCall = scene.CallFromCarrier("5550001");
            agentCall = await agent.NextIncomingCallAsync();
        }
        else
        {
            agentCall = agent.Call("0112345");
            outsideCall = await server.Carrier.NextIncomingCallAsync();
            await outsideCall.AnswerAsync();
        }

        await outsideCall.WaitForAsync(PhoneCallState.Talking);
        string target = await scene.Client.ChannelOfAsync(Agent, inbound ? "ANSWER" : "ANSWERED");
        string outside = (string)(await scene.MembersAsync()).Single(m => m.Kind != "extension").Member["channel_id"]!;

        JsonObject refused = await scene.Client.ListenAsync(Supervisor, outside, Mode.Listen);
        Assert.Equal(70132, (int)refused["errcode"]!);

        PhoneCall? supervisorCall = null;
        foreach (string mode in (string[])[Mode.Listen, Mode.Whisper, Mode.Barge, Mode.Listen])
        {
            JsonObject granted = await scene.Client.ListenAsync(Supervisor, target, mode);
            Assert.Equal(0, (int)granted["errcode"]!);
            supervisorCall ??= await supervisor.NextIncomingCallAsync();
            await supervisorCall.WaitForAsync(PhoneCallState.Talking);
            await scene.Client.ChannelOfAsync(Supervisor, "ANSWER");
            await AssertHearingAsync(mode, agentCall, outsideCall, supervisorCall);
        }

        await outsideCall.HangUpAsync();
        await supervisorCall!.WaitForAsync(PhoneCallState.Ended);
    }

    internal static async Task AssertHearingAsync(string mode, PhoneCall agent, PhoneCall outside, PhoneCall supervisor)
    {
        var table = new HearingTable([agent.AsParty(), outside.AsParty(), supervisor.AsParty()]);
        Dictionary<string, string[]> expected = WhoHearsWhom.Table(Agent, TrunkServer.OutsideNumber, (Supervisor, Agent, mode));
        HearingReport report;
        int tries = 0;
        do
        {
            report = await table.MeasureAsync($"{mode} on a trunk call", expected, Window);
        }

        // A starved machine may tear a hole into a window; what is heard where it must not be is never forgiven.
        while (!report.IsRight && ++tries < 8 && !report.Wrong.Any(cell => !cell.ShouldHear && cell.Measured.Presence == TonePresence.Present));
        Assert.True(report.IsRight, report.ToString());
    }
}
