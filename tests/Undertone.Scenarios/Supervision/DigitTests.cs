using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>The supervisor's digits 4, 5 and 6 switch her mode, others do nothing, and nobody hears any (R15).</summary>
[Collection(SharedServer.Name)]
public sealed class DigitTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DigitsSwitchTheMode_AndReachNobody(bool byInfo)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen);
        foreach (string mode in Mode.EverySwitch)
        {
            await PressAsync(supervisor, Mode.DigitOf(mode), byInfo);
            supervisor.Mode = mode;
            await UntilInForceAsync(call, supervisor);
            await call.AssertHearingAsync($"After digit {Mode.DigitOf(mode)}");
        }

        AssertReachedNobody(call);
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OtherDigits_DoNothing(bool byInfo)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Whisper);
        foreach (char digit in "1237890*#")
        {
            await PressAsync(supervisor, digit, byInfo);
        }

        await call.AssertHearingAsync("Still Whisper");

        // Digits are handled in their order: when this one has worked, the others have had their chance.
        await PressAsync(supervisor, '6', byInfo);
        supervisor.Mode = Mode.Barge;
        await UntilInForceAsync(call, supervisor);
        await call.AssertHearingAsync("Barge");
        AssertReachedNobody(call);
        IReadOnlyList<AuditEntry> trail = await AuditTrail.ReadAsync(server.Process, call.CallId);
        Assert.Equal(["Start", "Switch"], trail.Select(entry => entry.Action));
    }

    [Fact]
    public async Task ADigitBeyondTheRight_IsRefused_AndTheModeStays()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3002", Target, Mode.Listen);
        await supervisor.Call.SendInfoDigitAsync('6');
        await supervisor.Call.SendDigitAsync('5');
        IReadOnlyList<AuditEntry> trail = [];
        for (int i = 0; i < 10 && trail.Count < 3; i++)
        {
            trail = await AuditTrail.ReadAsync(server.Process, call.CallId);
        }

        Assert.Equal(
            [("Start", "Listen", null), ("Refused", "Barge", "ModeNotPermitted"), ("Refused", "Whisper", "ModeNotPermitted")],
            trail.Select(entry => (entry.Action, entry.Mode, entry.Refusal)));
        await call.AssertHearingAsync("Still Listen");
        EarWatch.AssertNeverHeard(call.CallerCall, supervisor.Phone.Options.ToneFrequencyHz);
        EarWatch.AssertNeverHeard(call.CalleeCall, supervisor.Phone.Options.ToneFrequencyHz);
        AssertReachedNobody(call);
    }

    [Fact]
    public async Task DigitsDuringHold_ReachNobody_ThoughTheTargetHearsTheSupervisorAlone()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Whisper);
        await call.CallerCall.HoldAsync(HoldForm.Inactive);
        foreach (char digit in "96")
        {
            await supervisor.Call.SendDigitAsync(digit);
        }

        supervisor.Mode = Mode.Barge;
        await call.CallerCall.ResumeAsync();
        await UntilInForceAsync(call, supervisor);
        await call.AssertHearingAsync("Barge, switched to during hold");
        AssertHeardNoDigit(call);
    }

    [Fact]
    public async Task ThePartiesDigits_GoOnToEachOther_AndSwitchNothing()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        await call.MonitorAsync("3000", Target, Mode.Listen);
        await call.CalleeCall.SendDigitAsync('6');
        await call.CallerCall.WaitForDigitsAsync("6");
        await call.CallerCall.SendDigitAsync('5');
        await call.CalleeCall.WaitForDigitsAsync("5");
        await call.AssertHearingAsync("Listen, whatever the parties press");
    }

    private static Task PressAsync(Supervisor supervisor, char digit, bool byInfo)
        => byInfo ? supervisor.Call.SendInfoDigitAsync(digit) : supervisor.Call.SendDigitAsync(digit);

    /// <summary>A digit is not answered: only the ears tell when it has worked.</summary>
    private static async Task UntilInForceAsync(SupervisedCall call, Supervisor supervisor)
    {
        int tone = supervisor.Phone.Options.ToneFrequencyHz;
        PhoneCall other = call.CallOf(call.OtherThan(supervisor.Target));
        await (supervisor.Mode == Mode.Listen
            ? EarWatch.UntilNotHeardAsync(call.CallOf(supervisor.Target), tone)
            : EarWatch.UntilHeardAsync(call.CallOf(supervisor.Target), tone));
        await (supervisor.Mode == Mode.Barge ? EarWatch.UntilHeardAsync(other, tone) : EarWatch.UntilNotHeardAsync(other, tone));
    }

    private static void AssertReachedNobody(SupervisedCall call)
    {
        AssertHeardNoDigit(call);
        call.AssertContinuousStreams();
    }

    private static void AssertHeardNoDigit(SupervisedCall call)
    {
        foreach (PhoneCall party in (PhoneCall[])[call.CallerCall, call.CalleeCall])
        {
            Assert.Empty(party.ReceivedDigits);
            Assert.All(party.Ear.Packets(), packet => Assert.Equal(party.Agreed!.ReceivePayloadType, packet.PayloadType));
        }
    }
}
