using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>Phones that speak in the packet time that we ask them for, as most do: what they want to hear and what they say may then differ.</summary>
[Collection(SharedServer.Name)]
public sealed class PacketTimeTests(SupervisionServer server)
{
    [Theory]
    [InlineData(30, 30)]
    [InlineData(10, 60)]
    public async Task PhonesThatSpeakAsAsked_HearInThePacketTimeThatTheyWant(int caller, int callee)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(
            server, o => o with { Codecs = [PhoneCodec.Pcma], PacketTime = TimeSpan.FromMilliseconds(o.Number == SupervisedCall.Caller ? caller : callee) });
        await AssertHearsInAsync(call.CallerCall, caller);
        await AssertHearsInAsync(call.CalleeCall, callee);
        await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Listen);
        await call.AssertHearingAsync(Mode.Listen);

        // Each is asked to speak as the other wants to hear, so that nothing has to be converted (promise P2).
        call.CallerCall.Mouth = call.CalleeCall.Mouth = MouthMode.Noise;
        await AssertUntouchedAsync(call.CallerCall, call.CalleeCall);
        await AssertUntouchedAsync(call.CalleeCall, call.CallerCall);
    }

    private static async Task AssertUntouchedAsync(PhoneCall ear, PhoneCall mouth)
    {
        // What is on its way when the noise begins is still the tone, of which one packet is like another.
        await ear.Ear.WaitForPacketsAsync(15, TimeSpan.FromSeconds(10));
        long from = ear.Ear.PacketCount;
        await ear.Ear.WaitForPacketsAsync(15, TimeSpan.FromSeconds(10));
        StreamChecks.AssertUntouched(ear.Ear.PacketsFrom(from), mouth.SentPackets);
    }

    private static async Task AssertHearsInAsync(PhoneCall ear, int milliseconds)
    {
        long from = ear.Ear.PacketCount;
        await ear.Ear.WaitForPacketsAsync(10, TimeSpan.FromSeconds(10));
        Assert.All(ear.Ear.PacketsFrom(from), packet => Assert.Equal(milliseconds * 8, packet.Payload.Length));
    }
}
