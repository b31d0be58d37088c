using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Supervision;

/// <summary>G.722 phones and G.711 phones on one supervised call, by tone, against the server as it is run.</summary>
public sealed class WidebandScenarios : IAsyncLifetime
{
    private const string Agent = "2000";
    private const string Customer = "2001";
    private const string Supervisor = "3000";

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<SimulatedPhone> _phones = [];
    private ServerProcess _server = null!;
    private PSeriesClient _api = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        _api = await PSeriesClient.LogInAsync(_server);
    }

    public async Task DisposeAsync()
    {
        foreach (SimulatedPhone phone in _phones)
        {
            await phone.DisposeAsync();
        }

        _api.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(PhoneCodec.G722, PhoneCodec.Pcmu, PhoneCodec.Pcma)]
    [InlineData(PhoneCodec.G722, PhoneCodec.G722, PhoneCodec.Pcmu)]
    [InlineData(PhoneCodec.Pcmu, PhoneCodec.Pcmu, PhoneCodec.G722)]
    public async Task A_wideband_phone_on_a_supervised_call_hears_and_is_heard_as_planned_in_every_mode(
        PhoneCodec agent, PhoneCodec customer, PhoneCodec supervisor)
    {
        SimulatedPhone agentPhone = await StartAsync(Agent, 600, agent);
        SimulatedPhone customerPhone = await StartAsync(Customer, 1000, customer);
        SimulatedPhone supervisorPhone = await StartAsync(Supervisor, 1400, supervisor);

        PhoneCall customerCall = customerPhone.Call(Agent);
        PhoneCall agentCall = await agentPhone.NextIncomingCallAsync();
        await agentCall.AnswerAsync();
        await customerCall.WaitForAnswerAsync();
        string channel = await _api.ChannelOfAsync(Agent, "ANSWERED");
        await AssertHeardAsync("No monitor", [agentCall, customerCall], [Customer], [Agent]);

        PhoneCall? supervisorCall = null;
        foreach (string mode in (string[])["listen", "whisper", "barge", "listen"])
        {
            JsonObject answer = await _api.ListenAsync(Supervisor, channel, mode);
            Assert.Equal(0, (int)answer["errcode"]!);
            if (supervisorCall is null)
            {
                supervisorCall = await supervisorPhone.NextIncomingCallAsync();
                await supervisorCall.WaitForAsync(PhoneCallState.Talking);
            }

            await AssertHeardAsync(
                mode,
                [agentCall, customerCall, supervisorCall],
                mode is "listen" ? [Customer] : [Customer, Supervisor],
                mode is "barge" ? [Agent, Supervisor] : [Agent]);
        }

        Assert.Equal((agent, customer, supervisor), (CodecOf(agentCall), CodecOf(customerCall), CodecOf(supervisorCall!)));
        Assert.Equal((0, 0), (agentCall.Ear.Jumps, customerCall.Ear.Jumps));
    }

    private static PhoneCodec CodecOf(PhoneCall call) => Enum.Parse<PhoneCodec>(call.Agreed!.Codec.Name, ignoreCase: true);

    private static async Task AssertHeardAsync(string title, PhoneCall[] calls, string[] byAgent, string[] byCustomer)
    {
        var expected = new Dictionary<string, string[]> { [Agent] = byAgent, [Customer] = byCustomer, [Supervisor] = [Agent, Customer] };
        var table = new HearingTable(calls.Select(call => call.AsParty()));
        HearingReport report = await table.MeasureUntilRightAsync(title, expected, Window, Patience);
        Assert.True(report.IsRight, report.ToString());
        Assert.All(report.Cells.Where(cell => cell.ShouldHear), cell => Assert.InRange(cell.Measured.LevelDbm0, -13, -11));
    }

    private async Task<SimulatedPhone> StartAsync(string number, int frequencyHz, PhoneCodec codec)
    {
        SimulatedPhone phone = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = _server.Sip,
            Domain = "undertone.local",
            ToneFrequencyHz = frequencyHz,
            Codecs = [codec],
        });
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }
}
