using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>The parties get no SIP and one unbroken stream each, and in Listen the very bytes that were sent (promise P2; R9, R10).</summary>
[Collection(SharedServer.Name)]
public sealed class UntouchedStreamsTests(SupervisionServer server)
{
    private const string Target = SupervisedCall.Callee;
    private const int PacketsInMode = 25;

    /// <summary>More than the longest way of a packet, even through a mix: what an ear hears after so many was sent in the mode.</summary>
    private const int PacketsOnTheWay = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Listen_ThePartiesHearBitForBitWhatTheyHearUnsupervised()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (long caller, long callee) = await MakeNoiseAsync(call);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen);
        await HearAsync(call, PacketsInMode);
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await HearAsync(call, PacketsInMode);
        AssertUntouched(call, call.CallerCall, caller, call.CalleeCall);
        AssertUntouched(call, call.CalleeCall, callee, call.CallerCall);
    }

    [Fact]
    public async Task TenSwitches_LeaveOneStreamAtEachEar_AndListenIsUntouchedEachTime()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        (long callerFrom, _) = await MakeNoiseAsync(call);
        Supervisor supervisor = await call.MonitorAsync("3000", Target, Mode.Listen);
        string[] switches = [.. Mode.EverySwitch, Mode.Whisper, Mode.Listen, Mode.Whisper, Mode.Listen];
        Assert.Equal(10, switches.Length);
        bool hasBarged = false;
        foreach (string mode in switches)
        {
            await call.SwitchAsync(supervisor, mode);
            await HearAsync(call, PacketsOnTheWay);
            (long caller, long callee) = (call.CallerCall.Ear.PacketCount, call.CalleeCall.Ear.PacketCount);
            await HearAsync(call, PacketsInMode);
            hasBarged |= mode == Mode.Barge;
            if (mode == Mode.Listen)
            {
                AssertUntouched(call, call.CallerCall, caller, call.CalleeCall);
                AssertUntouched(call, call.CalleeCall, callee, call.CallerCall);
            }
            else if (!hasBarged)
            {
                // What the other party hears is not so much as re-encoded for a whisper.
                AssertUntouched(call, call.CallerCall, callerFrom, call.CalleeCall);
            }
        }

        call.AssertContinuousStreams();
        call.AssertContinuous(supervisor.Call);
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
    }

    /// <summary>Both parties make noise; gives back the number of the first packet at the caller's and at the callee's ear that is noise.</summary>
    private static async Task<(long Caller, long Callee)> MakeNoiseAsync(SupervisedCall call)
    {
        call.CallerCall.Mouth = call.CalleeCall.Mouth = MouthMode.Noise;
        await HearAsync(call, PacketsOnTheWay);
        return (call.CallerCall.Ear.PacketCount, call.CalleeCall.Ear.PacketCount);
    }

    private static void AssertUntouched(SupervisedCall call, PhoneCall ear, long from, PhoneCall mouth)
    {
        call.AssertContinuous(ear, from);
        StreamChecks.AssertUntouched(ear.Ear.PacketsFrom(from), mouth.SentPackets);
    }

    private static Task HearAsync(SupervisedCall call, int packets) => Task.WhenAll(
        call.CallerCall.Ear.WaitForPacketsAsync(packets, Patience), call.CalleeCall.Ear.WaitForPacketsAsync(packets, Patience));
}
