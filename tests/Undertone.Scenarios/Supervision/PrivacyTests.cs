using Undertone.Phone;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>
/// Nobody hears the supervisor who should not, in no packet from the first to the last (promise P1; R1, R2). She shouts as loud as the
/// codec goes, from her first packet on.
/// </summary>
[Collection(SharedServer.Name)]
public sealed class PrivacyTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const int PacketsToHear = 50;

    [Fact]
    public async Task Listen_NoPacketOfAnyPartyHasTheSupervisor()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen, Shouting);
        await HearMoreAsync(call);
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await HearMoreAsync(call);
        AssertNeverHeard(supervisor, [call.CallerCall, call.CalleeCall]);
    }

    [Fact]
    public async Task Whisper_NoPacketOfTheOtherPartyHasTheSupervisor()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Whisper, Shouting);
        await EarWatch.UntilHeardAsync(call.CalleeCall, supervisor.Phone.Options.ToneFrequencyHz);
        await call.SwitchAsync(supervisor, Mode.Listen);
        await call.SwitchAsync(supervisor, Mode.Whisper);
        await HearMoreAsync(call);
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await HearMoreAsync(call);
        AssertNeverHeard(supervisor, [call.CallerCall]);
    }

    [Fact]
    public async Task TheTargetHangsUpDuringAWhisper_AndNoPacketOfTheOtherPartyHasIt()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Whisper, Shouting);
        await HearMoreAsync(call);
        await call.CalleeCall.HangUpAsync();
        await call.CallerCall.WaitForAsync(Phone.Calls.PhoneCallState.Ended);
        await supervisor.Call.WaitForAsync(Phone.Calls.PhoneCallState.Ended);
        AssertNeverHeard(supervisor, [call.CallerCall]);
    }

    [Theory]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task WordsSpokenBeforeASwitch_AreHeardByNobodyAfterIt(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen, Shouting);
        await HearMoreAsync(call);
        supervisor.Call.SwitchTone(false);
        await HearMoreAsync(call);
        await call.SwitchAsync(supervisor, mode);
        await HearMoreAsync(call);
        AssertNeverHeard(supervisor, [call.CallerCall, call.CalleeCall]);
    }

    [Fact]
    public async Task ASupervisorWhoseMonitorIsRefused_IsHeardByNobody()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3002", Shouting);
        Assert.Equal(10009, (int)(await call.TryRequestAsync("3002", Target, Mode.Barge))["errcode"]!);
        await Assert.ThrowsAsync<PhoneRequestException>(() => phone.CallAsync("*53" + Target));
        await HearMoreAsync(call);
        EarWatch.AssertNeverHeard(call.CallerCall, phone.Options.ToneFrequencyHz);
        EarWatch.AssertNeverHeard(call.CalleeCall, phone.Options.ToneFrequencyHz);
    }

    private static SimulatedPhoneOptions Shouting(SimulatedPhoneOptions options) => options with { ToneLevelDbm0 = 0 };

    private static void AssertNeverHeard(Supervisor supervisor, IEnumerable<Phone.Calls.PhoneCall> ears)
    {
        Assert.NotEmpty(supervisor.Call.SentPackets);
        foreach (var ear in ears)
        {
            EarWatch.AssertNeverHeard(ear, supervisor.Phone.Options.ToneFrequencyHz);
        }
    }

    private static async Task HearMoreAsync(SupervisedCall call)
    {
        TimeSpan patience = TimeSpan.FromSeconds(20);
        await Task.WhenAll(
            call.CallerCall.Ear.WaitForPacketsAsync(PacketsToHear, patience), call.CalleeCall.Ear.WaitForPacketsAsync(PacketsToHear, patience));
    }
}
