using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>G.722 phones and G.711 phones on one supervised call (R18): who is heard, how loud, and that the parties' streams go on.</summary>
[Collection(SharedServer.Name)]
public sealed class WidebandScenarios(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const string Supervisor = "3000";

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(PhoneCodec.Pcmu, PhoneCodec.G722, PhoneCodec.Pcma)]
    [InlineData(PhoneCodec.G722, PhoneCodec.G722, PhoneCodec.Pcmu)]
    [InlineData(PhoneCodec.G722, PhoneCodec.G722, PhoneCodec.G722)]
    [InlineData(PhoneCodec.Pcmu, PhoneCodec.Pcmu, PhoneCodec.G722)]
    public async Task WidebandAndNarrowbandPhonesHearEachOtherAtTheRightLevelInEveryMode(PhoneCodec caller, PhoneCodec callee, PhoneCodec supervisor)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(
            server, options => options with { Codecs = [options.Number == SupervisedCall.Caller ? caller : callee] });
        Supervisor monitor = await call.MonitorAsync(Supervisor, Target, Mode.Listen, options => options with { Codecs = [supervisor] });
        Assert.Equal((caller, callee, supervisor), (CodecOf(call.CallerCall), CodecOf(call.CalleeCall), CodecOf(monitor.Call)));

        await call.AssertHearingAsync("Listen");
        foreach (string mode in Mode.EverySwitch)
        {
            await call.SwitchAsync(monitor, mode);
            await call.AssertHearingAsync(mode);
        }

        await call.SwitchAsync(monitor, Mode.Barge);
        await call.AssertHearingAsync(Mode.Barge);
        int[] tones = [call.CallerPhone.Options.ToneFrequencyHz, call.CalleePhone.Options.ToneFrequencyHz, monitor.Phone.Options.ToneFrequencyHz];
        await AssertLevelsAsync(call.CallerCall, tones[1], tones[2]);
        await AssertLevelsAsync(call.CalleeCall, tones[0], tones[2]);
        await AssertLevelsAsync(monitor.Call, tones[0], tones[1]);
        call.AssertContinuousStreams();
    }

    private static PhoneCodec CodecOf(PhoneCall call) => Enum.Parse<PhoneCodec>(call.Agreed!.Codec.Name, ignoreCase: true);

    /// <summary>Each tone is within 1 dB of what its mouth says; a window that a starved machine tears a hole into is measured again.</summary>
    private static async Task AssertLevelsAsync(PhoneCall ear, params int[] tonesHz)
    {
        var meter = new ToneMeter(tonesHz);
        IReadOnlyList<ToneLevel> levels = [];
        for (int tries = 0; tries < 8; tries++)
        {
            await ear.Ear.WaitForPacketsAsync(15, TimeSpan.FromSeconds(10));
            levels = meter.Measure(ear.Ear.Latest(Window));
            if (levels.All(level => Math.Abs(level.LevelDbm0 + 12) <= 1))
            {
                return;
            }
        }

        Assert.Fail($"Heard in place of -12 dBm0: {string.Join(", ", levels)}");
    }
}
