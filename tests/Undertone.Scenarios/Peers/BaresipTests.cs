using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers.Baresip;

namespace Undertone.Scenarios.Peers;

/// <summary>baresip as agent, customer and supervisor, beside simulated phones.</summary>
[Collection(IndependentPeers.Name)]
public sealed class BaresipTests(PeersServer peers) : IAsyncLifetime
{
    private const int BaresipToneHz = 600;
    private const int LogTailCharacters = 6000;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private readonly List<SimulatedPhone> _phones = [];

    private ServerProcess Server => peers.Server;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // A call that is left behind would be found by the next test that asks for the calls of the same extension.
        foreach (SimulatedPhone phone in _phones)
        {
            foreach (PhoneCall call in phone.Calls)
            {
                try
                {
                    await call.HangUpAsync();
                }
                catch (PhoneRequestException)
                {
                    // The far side hung up at the same moment: 481.
                }
            }

            await phone.UnregisterAsync();
            await phone.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("2000", false)]
    [InlineData("2001", true)]
    public async Task A_phone_calls_baresip_and_each_hears_the_other(string number, bool overTcp)
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, number, BaresipToneHz, overTcp);
        SimulatedPhone phone = await PhoneAsync("2005", 1000);

        PhoneCall call = await phone.CallAsync(number);
        await HearAsync("Call", [baresip.AsParty(), call.AsParty()], (number, ["2005"]), ("2005", [number]));

        await call.HangUpAsync();
        await baresip.WaitForAsync("CALL_CLOSED");
    }

    [Theory]
    [InlineData("2000", false)]
    [InlineData("2001", true)]
    public async Task Baresip_calls_a_phone_and_each_hears_the_other(string number, bool overTcp)
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, number, BaresipToneHz, overTcp);
        SimulatedPhone phone = await PhoneAsync("2005", 1000);

        await baresip.CallAsync("2005");
        PhoneCall call = await phone.NextIncomingCallAsync();
        await HearAsync("Call", [baresip.AsParty(), call.AsParty()], (number, ["2005"]), ("2005", [number]));

        await baresip.HangUpAsync();
        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, call.End!.Reason);
    }

    [Fact]
    public async Task A_supervisor_supervises_an_agent_whose_customer_has_baresip()
    {
        await using BaresipPhone customer = await BaresipPhone.StartAsync(Server, "2002", BaresipToneHz);
        SimulatedPhone agent = await PhoneAsync("2003", 1000);
        SimulatedPhone supervisor = await PhoneAsync("3000", 1400);
        using PSeriesClient api = await PSeriesClient.LogInAsync(Server);

        await customer.CallAsync("2003");
        PhoneCall agentCall = await agent.NextIncomingCallAsync();
        string channel = await api.ChannelOfAsync("2003");
        await MonitorAsync(api, "3000", channel, "listen");
        PhoneCall supervisorCall = await supervisor.NextIncomingCallAsync();
        await supervisorCall.WaitForAsync(PhoneCallState.Talking);
        HearingParty[] everyone = [customer.AsParty(), agentCall.AsParty(), supervisorCall.AsParty()];

        await HearAsync("Listen", everyone, ("2002", ["2003"]), ("2003", ["2002"]), ("3000", ["2002", "2003"]));
        await MonitorAsync(api, "3000", channel, "whisper");
        await HearAsync("Whisper", everyone, ("2002", ["2003"]), ("2003", ["2002", "3000"]), ("3000", ["2002", "2003"]));
        Assert.NotEqual(TonePresence.Present, customer.LoudestHeard(1400).Presence);

        await MonitorAsync(api, "3000", channel, "barge");
        await HearAsync("Barge", everyone, ("2002", ["2003", "3000"]), ("2003", ["2002", "3000"]), ("3000", ["2002", "2003"]));
        await supervisorCall.HangUpAsync();
        await HearAsync("Afterwards", everyone, ("2002", ["2003"]), ("2003", ["2002"]));

        await customer.HangUpAsync();
        await agentCall.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task A_supervisor_with_baresip_listens_whispers_and_barges()
    {
        await using BaresipPhone supervisor = await BaresipPhone.StartAsync(Server, "3001", BaresipToneHz);
        SimulatedPhone agent = await PhoneAsync("2003", 1000);
        SimulatedPhone customer = await PhoneAsync("2004", 1400);
        using PSeriesClient api = await PSeriesClient.LogInAsync(Server);

        PhoneCall customerCall = await customer.CallAsync("2003");
        PhoneCall agentCall = await agent.NextIncomingCallAsync();
        string channel = await api.ChannelOfAsync("2003");
        await MonitorAsync(api, "3001", channel, "listen");
        await supervisor.WaitForAsync("CALL_ESTABLISHED");
        HearingParty[] everyone = [customerCall.AsParty(), agentCall.AsParty(), supervisor.AsParty()];

        await HearAsync("Listen", everyone, ("2004", ["2003"]), ("2003", ["2004"]), ("3001", ["2003", "2004"]));
        await MonitorAsync(api, "3001", channel, "whisper");
        await HearAsync("Whisper", everyone, ("2004", ["2003"]), ("2003", ["2004", "3001"]), ("3001", ["2003", "2004"]));
        await MonitorAsync(api, "3001", channel, "barge");
        await HearAsync("Barge", everyone, ("2004", ["2003", "3001"]), ("2003", ["2004", "3001"]), ("3001", ["2003", "2004"]));

        await customerCall.HangUpAsync();
        await supervisor.WaitForAsync("CALL_CLOSED");
        await agentCall.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task A_supervisor_with_baresip_dials_the_whisper_code_and_changes_the_mode_with_keys()
    {
        await using BaresipPhone supervisor = await BaresipPhone.StartAsync(Server, "3001", BaresipToneHz);
        SimulatedPhone agent = await PhoneAsync("2003", 1000);
        SimulatedPhone customer = await PhoneAsync("2004", 1400);
        PhoneCall customerCall = await customer.CallAsync("2003");
        PhoneCall agentCall = await agent.NextIncomingCallAsync();

        await supervisor.CallAsync("*522003");
        HearingParty[] everyone = [customerCall.AsParty(), agentCall.AsParty(), supervisor.AsParty()];
        await HearAsync("Whisper", everyone, ("2004", ["2003"]), ("2003", ["2004", "3001"]), ("3001", ["2003", "2004"]));
        await supervisor.PressAsync('4');
        await HearAsync("Listen", everyone, ("2004", ["2003"]), ("2003", ["2004"]), ("3001", ["2003", "2004"]));
        await supervisor.PressAsync('6');
        await HearAsync("Barge", everyone, ("2004", ["2003", "3001"]), ("2003", ["2004", "3001"]), ("3001", ["2003", "2004"]));

        await supervisor.HangUpAsync();
        await HearAsync("Afterwards", everyone, ("2004", ["2003"]), ("2003", ["2004"]));
        Assert.Empty(agentCall.ReceivedDigits);
        Assert.Empty(customerCall.ReceivedDigits);
        await customerCall.HangUpAsync();
        await agentCall.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task Baresip_holds_and_resumes()
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, "2000", BaresipToneHz);
        SimulatedPhone phone = await PhoneAsync("2005", 1000);
        using PSeriesClient api = await PSeriesClient.LogInAsync(Server);
        PhoneCall call = await phone.CallAsync("2000");
        HearingParty[] both = [baresip.AsParty(), call.AsParty()];
        await HearAsync("Before", both, ("2000", ["2005"]), ("2005", ["2000"]));

        await baresip.HoldAsync();
        await api.ChannelOfAsync("2000", "HOLD");
        await HearAsync("On hold", both);

        await baresip.ResumeAsync();
        await api.ChannelOfAsync("2000", "ANSWER");

        // baresip 1.0.0 forgets after a re-INVITE to write down what it hears; that packets come again is all that can be seen.
        await baresip.WaitForPacketsAsync(25);
        await HearAsync("Resumed", both, ("2005", ["2000"]));
        Assert.Equal(PhoneCallState.Talking, call.State);
        await call.HangUpAsync();
    }

    [Theory]
    [InlineData("2000", false)]
    [InlineData("2001", true)]
    public async Task Baresip_transfers_its_call_and_leaves(string number, bool overTcp)
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, number, BaresipToneHz, overTcp);
        SimulatedPhone phone = await PhoneAsync("2005", 1000);
        SimulatedPhone target = await PhoneAsync("2006", 1800);
        using PSeriesClient api = await PSeriesClient.LogInAsync(Server);
        PhoneCall call = await phone.CallAsync(number);
        await HearAsync("Before", [baresip.AsParty(), call.AsParty()], (number, ["2005"]), ("2005", [number]));

        await baresip.TransferAsync("2006");
        PhoneCall joined = await target.NextIncomingCallAsync();
        await api.ChannelOfAsync("2006", "ANSWER");
        await HearAsync("Transferred", [call.AsParty(), joined.AsParty()], ("2005", ["2006"]), ("2006", ["2005"]));
        await baresip.WaitForAsync("CALL_CLOSED");
        await call.HangUpAsync();
        await joined.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task A_call_that_baresip_was_consulted_in_is_handed_over_to_another_phone()
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, "2000", BaresipToneHz);
        SimulatedPhone moved = await PhoneAsync("2005", 1000);
        SimulatedPhone transferor = await PhoneAsync("2006", 1800);
        PhoneCall movedCall = await moved.CallAsync("2006");
        PhoneCall held = await transferor.NextIncomingCallAsync();
        PhoneCall consulting = await transferor.CallAsync("2000");
        await HearAsync("Consulting", [baresip.AsParty(), consulting.AsParty()], ("2000", ["2006"]), ("2006", ["2000"]));

        await held.TransferAsync(consulting);
        Assert.Equal(200, await held.WaitForTransferAsync());
        await HearAsync("Handed over", [baresip.AsParty(), movedCall.AsParty()], ("2000", ["2005"]), ("2005", ["2000"]));
        await movedCall.HangUpAsync();
        await baresip.WaitForAsync("CALL_CLOSED");
    }

    [Theory]
    [InlineData("2000", false)]
    [InlineData("2001", true)]
    public async Task When_baresip_crashes_the_other_side_is_hung_up(string number, bool overTcp)
    {
        await using BaresipPhone baresip = await BaresipPhone.StartAsync(Server, number, BaresipToneHz, overTcp);
        SimulatedPhone phone = await PhoneAsync("2005", 1000);
        PhoneCall call = await phone.CallAsync(number);
        await HearAsync("Call", [baresip.AsParty(), call.AsParty()], (number, ["2005"]), ("2005", [number]));

        await baresip.CrashAsync();

        await call.WaitForAsync(PhoneCallState.Ended, Until.Patience);
        Assert.Equal(PhoneCallEndReason.HungUpThere, call.End!.Reason);
    }

    private async Task HearAsync(string title, HearingParty[] parties, params (string Ear, string[] Mouths)[] expected)
    {
        HearingReport report = await new HearingTable(parties).MeasureUntilRightAsync(
            title, expected.ToDictionary(row => row.Ear, row => row.Mouths), Window, Until.Patience);
        Assert.True(report.IsRight, $"{report}\n{Server.Log[^Math.Min(Server.Log.Length, LogTailCharacters)..]}");
    }

    private static async Task MonitorAsync(PSeriesClient api, string supervisor, string channel, string type)
    {
        JsonObject answer = await api.ListenAsync(supervisor, channel, type);
        Assert.True((int)answer["errcode"]! == 0, $"{type}: {answer.ToJsonString()}");
    }

    private async Task<SimulatedPhone> PhoneAsync(string number, int toneHz)
    {
        SimulatedPhone phone = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = number,
            Password = ServerProcess.PasswordOf(number),
            Server = Server.Sip,
            Domain = "undertone.local",
            ToneFrequencyHz = toneHz,
            Answering = AnswerPolicy.Always,
            Patience = Until.Patience,
        });
        _phones.Add(phone);
        await phone.RegisterAsync();
        return phone;
    }
}
