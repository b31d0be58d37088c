using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Rtp;
using Undertone.Scenarios.Supervision.Stage;
using Undertone.Sip;

namespace Undertone.Scenarios.Supervision;

/// <summary>Other codecs, a supervisor who never speaks, a supervisor over TCP (R13, R18).</summary>
[Collection(SharedServer.Name)]
public sealed class MediaVariantTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;

    [Theory]
    [InlineData(PhoneCodec.Pcma, PhoneCodec.Pcma, PhoneCodec.Pcmu)]
    [InlineData(PhoneCodec.Pcmu, PhoneCodec.Pcmu, PhoneCodec.Pcma)]
    [InlineData(PhoneCodec.Pcma, PhoneCodec.Pcmu, PhoneCodec.Pcma)]
    public async Task EachPhoneHearsInItsOwnCodec(PhoneCodec caller, PhoneCodec callee, PhoneCodec supervisor)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(
            server, options => options with { Codecs = [options.Number == SupervisedCall.Caller ? caller : callee] });
        Supervisor monitor = await call.MonitorAsync("3000", Target, Mode.Listen, options => options with { Codecs = [supervisor] });
        await call.AssertHearingAsync("Listen");
        foreach (string mode in Mode.EverySwitch)
        {
            await call.SwitchAsync(monitor, mode);
            await call.AssertHearingAsync(mode);
        }

        call.AssertContinuousStreams();
    }

    [Fact]
    public async Task ASupervisorWhoSendsNoPackets_HearsTheCall()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen, options => options with { Mouth = MouthMode.NoPackets });
        await call.AssertHearingAsync("A mute listener");
        Assert.Empty(supervisor.Call.SentPackets);
    }

    [Fact]
    public async Task ASupervisorOverTcp_ListensSwitchesAndLeaves()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync(
            "3000", Target, Mode.Listen, options => options with { Transport = SipTransportKind.Tcp });
        await call.AssertHearingAsync("Listen over TCP");
        await call.SwitchAsync(supervisor, Mode.Barge);
        await supervisor.Call.SendInfoDigitAsync('5');
        supervisor.Mode = Mode.Whisper;
        await EarWatch.UntilNotHeardAsync(call.CallerCall, supervisor.Phone.Options.ToneFrequencyHz);
        await call.AssertHearingAsync("Whisper over TCP");
        await call.CallerCall.HangUpAsync();
        await supervisor.Call.WaitForAsync(Phone.Calls.PhoneCallState.Ended);
    }

    [Fact]
    public async Task PartiesOverTcp_AreSupervisedTheSame()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server, options => options with { Transport = SipTransportKind.Tcp });
        await call.MonitorAsync("3000", Target, Mode.Barge);
        await call.AssertHearingAsync("Barge between phones over TCP");
    }

    [Fact]
    public async Task AMonitorBeginsAndEndsManyTimes_AndTheStreamsOfThePartiesGoOn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        SimulatedPhone phone = await call.RegisterAsync("3000");
        foreach (string mode in (string[])[Mode.Barge, Mode.Whisper, Mode.Listen, Mode.Barge])
        {
            Supervisor supervisor = await call.MonitorAsync(phone, Target, mode);
            await supervisor.Call.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
            await supervisor.Call.HangUpAsync();
            await call.UntilGoneAsync("3000");
        }

        await call.AssertHearingAsync("After four monitors");
        call.AssertContinuousStreams();
    }
}
