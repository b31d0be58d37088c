using Undertone.Phone.Calls;
using Undertone.Phone.Hearing;

namespace Undertone.Phone.Tests.Calls;

/// <summary>Two phones on the loopback interface that call each other directly.</summary>
internal sealed class TwoPhones : IAsyncDisposable
{
    public const int CallerHz = 600;
    public const int CalleeHz = 1000;

    private TwoPhones(SimulatedPhone caller, SimulatedPhone callee) => (Caller, Callee) = (caller, callee);

    public SimulatedPhone Caller { get; }

    public SimulatedPhone Callee { get; }

    public static async Task<TwoPhones> StartAsync(
        Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? callee = null, Func<SimulatedPhoneOptions, SimulatedPhoneOptions>? caller = null)
    {
        var callerOptions = new SimulatedPhoneOptions { Number = "2000", ToneFrequencyHz = CallerHz };
        var calleeOptions = new SimulatedPhoneOptions { Number = "2001", ToneFrequencyHz = CalleeHz, Answering = AnswerPolicy.Always };
        return new TwoPhones(
            await SimulatedPhone.StartAsync(caller?.Invoke(callerOptions) ?? callerOptions),
            await SimulatedPhone.StartAsync(callee?.Invoke(calleeOptions) ?? calleeOptions));
    }

    /// <summary>Places a call and waits until both sides talk.</summary>
    public async Task<(PhoneCall Caller, PhoneCall Callee)> TalkAsync(bool lateOffer = false)
    {
        var call = Caller.Call(Callee.DirectAddress, lateOffer);
        var incoming = await Callee.NextIncomingCallAsync();
        await call.WaitForAnswerAsync();
        await incoming.WaitForAsync(PhoneCallState.Talking);
        return (call, incoming);
    }

    /// <summary>Measures the two ears.</summary>
    public static async Task<HearingReport> MeasureAsync(PhoneCall caller, PhoneCall callee, bool callerHears = true, bool calleeHears = true)
    {
        var table = new HearingTable(caller.AsParty(), callee.AsParty());
        return await table.MeasureUntilRightAsync(
            "call",
            new Dictionary<string, string[]> { ["2000"] = callerHears ? ["2001"] : [], ["2001"] = calleeHears ? ["2000"] : [] },
            TimeSpan.FromMilliseconds(200),
            patience: TimeSpan.FromSeconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Callee.DisposeAsync();
    }
}
