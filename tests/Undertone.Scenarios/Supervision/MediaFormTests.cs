using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>
/// Phones that want, and speak in, other packet times and payload types than each other: every ear hears what it should, in the form that
/// its own phone asked for (RFC 3264 5.1, 6.1; RFC 4566 6).
/// </summary>
[Collection(SharedServer.Name)]
public sealed class MediaFormTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const string SupervisorNumber = "3000";

    /// <summary>How a phone wants its audio.</summary>
    public sealed record Form(PhoneCodec Codec, int PacketMilliseconds, int PayloadType, int EventPayloadType = 101)
    {
        public override string ToString() => $"{Codec} {PacketMilliseconds} ms as {PayloadType}/{EventPayloadType}";
    }

    public static TheoryData<Form, Form, Form> Forms { get; } = new()
    {
        { new(PhoneCodec.Pcmu, 10, 0), new(PhoneCodec.Pcmu, 20, 0), new(PhoneCodec.Pcma, 30, 8) },
        { new(PhoneCodec.Pcma, 30, 107, 96), new(PhoneCodec.Pcma, 30, 8, 98), new(PhoneCodec.G722, 60, 109) },
        { new(PhoneCodec.Pcmu, 60, 107, 96), new(PhoneCodec.G722, 40, 110, 100), new(PhoneCodec.Pcmu, 10, 111, 120) },
        { new(PhoneCodec.G722, 20, 112), new(PhoneCodec.G722, 20, 9, 97), new(PhoneCodec.G722, 40, 9) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task EveryEarHearsInTheFormThatItsPhoneAskedFor(Form caller, Form callee, Form supervisor)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server, o => With(o, o.Number == SupervisedCall.Caller ? caller : callee));
        Supervisor monitor = await call.MonitorAsync(SupervisorNumber, Target, Mode.Listen, o => With(o, supervisor));
        foreach (string mode in (string[])[Mode.Listen, Mode.Whisper, Mode.Barge])
        {
            await call.SwitchAsync(monitor, mode);
            await call.AssertHearingAsync(mode);
            await AssertFormAsync(call.CallerCall, caller);
            await AssertFormAsync(call.CalleeCall, callee);
            await AssertFormAsync(monitor.Call, supervisor);
        }

        await call.CallerCall.SendDigitAsync('7');
        await call.CalleeCall.WaitForDigitsAsync("7");
        await call.CalleeCall.SendDigitAsync('9');
        await call.CallerCall.WaitForDigitsAsync("9");
        await monitor.Call.SendDigitAsync(Mode.DigitOf(Mode.Whisper));
        monitor.Mode = Mode.Whisper;
        await EarWatch.UntilNotHeardAsync(call.CallerCall, monitor.Phone.Options.ToneFrequencyHz);
        await call.AssertHearingAsync("Whisper, by key");
    }

    private static SimulatedPhoneOptions With(SimulatedPhoneOptions options, Form form) => options with
    {
        Codecs = [form.Codec],
        PacketTime = TimeSpan.FromMilliseconds(form.PacketMilliseconds),
        SpokenPacketTime = TimeSpan.FromMilliseconds(form.PacketMilliseconds),
        PayloadTypes = new Dictionary<PhoneCodec, int> { [form.Codec] = form.PayloadType },
        TelephoneEventPayloadType = form.EventPayloadType,
    };

    // All three codecs have eight bytes a millisecond.
    private static async Task AssertFormAsync(PhoneCall ear, Form form)
    {
        long from = ear.Ear.PacketCount;
        await ear.Ear.WaitForPacketsAsync(5, TimeSpan.FromSeconds(10));
        Assert.All(
            ear.Ear.PacketsFrom(from),
            packet => Assert.Equal((form.PayloadType, form.PacketMilliseconds * 8), (packet.PayloadType, packet.Payload.Length)));
    }
}
