using System.Diagnostics;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>Waits for a change that only an ear can tell, and searches single packets.</summary>
internal static class EarWatch
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until an ear hears a tone.</summary>
    public static Task UntilHeardAsync(PhoneCall ear, int toneHz) => UntilAsync(ear, toneHz, TonePresence.Present);

    /// <summary>Waits until an ear hears a tone no more.</summary>
    public static Task UntilNotHeardAsync(PhoneCall ear, int toneHz) => UntilAsync(ear, toneHz, TonePresence.Absent);

    /// <summary>A tone is in none of the packets that an ear has received, from its first on.</summary>
    public static void AssertNeverHeard(PhoneCall ear, int toneHz)
    {
        long received = ear.Ear.PacketCount;
        IReadOnlyList<EarPacket> packets = ear.Ear.Packets();
        Assert.True(packets.Count >= received, "The recording no longer holds the first packets.");
        Assert.NotEmpty(packets);
        var meter = new ToneMeter(toneHz);
        foreach (EarPacket packet in packets)
        {
            Assert.True(packet.FirstSample >= 0, $"Packet {packet.Sequence} carries no sound but payload type {packet.PayloadType}");
            ToneLevel level = meter.Measure(ear.Ear.Read(packet.FirstSample, packet.Payload.Length))[0];
            Assert.True(level.Presence == TonePresence.Absent, $"Packet {packet.Sequence} has {level.LevelDbm0:0} dBm0 of {toneHz} Hz");
        }
    }

    private static async Task UntilAsync(PhoneCall ear, int toneHz, TonePresence wanted)
    {
        var meter = new ToneMeter(toneHz);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            long from = Stopwatch.GetTimestamp();
            await Task.Delay(Window);
            if (meter.Measure(ear.Ear.LatestAsHeard(from, Stopwatch.GetTimestamp()))[0].Presence == wanted)
            {
                return;
            }
        }

        throw new TimeoutException($"{toneHz} Hz does not become {wanted} at the ear of the call with {ear.FarNumber}");
    }
}
