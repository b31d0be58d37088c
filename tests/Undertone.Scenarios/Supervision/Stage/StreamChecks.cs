using System.Diagnostics;
using Undertone.Phone.Audio;
using Undertone.Phone.Rtp;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>What an ear's packets must be, one by one (promise P2).</summary>
internal static class StreamChecks
{
    private const int SamplesPerPacket = 160;
    private static readonly TimeSpan Standstill = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// One SSRC, one payload type, each sequence number follows the one before it and each time stamp too. Where the machine stood still the
    /// time stamp may pass over that while; <paramref name="witnesses"/> tell: the times of other packets, which then have a gap as well.
    /// </summary>
    public static void AssertContinuous(IReadOnlyList<EarPacket> packets, IEnumerable<IReadOnlyList<long>> witnesses)
    {
        Assert.NotEmpty(packets);
        for (int i = 1; i < packets.Count; i++)
        {
            (EarPacket before, EarPacket next) = (packets[i - 1], packets[i]);
            string place = $"Packet {i} of {packets.Count}: sequence {before.Sequence} -> {next.Sequence}, time stamp {before.Timestamp} -> "
                + $"{next.Timestamp}, {Stopwatch.GetElapsedTime(before.ArrivalTicks, next.ArrivalTicks).TotalMilliseconds:0} ms apart";
            Assert.True(next.Ssrc == before.Ssrc, $"{place}: the SSRC changes");
            Assert.True(next.PayloadType == before.PayloadType, $"{place}: the payload type changes");
            Assert.True(next.Sequence == (ushort)(before.Sequence + 1), $"{place}: the sequence jumps");
            uint step = next.Timestamp - before.Timestamp;
            bool isPause = next.Marker && step % SamplesPerPacket == 0 && witnesses.Any(times => StoodStill(times, before.ArrivalTicks, next.ArrivalTicks));
            Assert.True(step == SamplesPerPacket || isPause, $"{place}: the time stamp jumps");
        }
    }

    private static bool StoodStill(IReadOnlyList<long> times, long fromTicks, long toTicks) => times
        .Zip(times.Skip(1))
        .Any(gap => gap.First <= toTicks
            && Stopwatch.GetElapsedTime(gap.Second, fromTicks) <= Aftermath
            && Stopwatch.GetElapsedTime(gap.First, gap.Second) >= Standstill);

    /// <summary>
    /// What an ear heard is, byte for byte and packet for packet, a stretch of what a mouth sent. The mouth must have made noise, so that
    /// each of its packets is unlike all others.
    /// </summary>
    public static void AssertUntouched(IReadOnlyList<EarPacket> heard, IReadOnlyList<SentPacket> sent)
    {
        Assert.NotEmpty(heard);
        int start = sent.ToList().FindIndex(packet => packet.Payload.AsSpan().SequenceEqual(heard[0].Payload));
        Assert.True(start >= 0, "The mouth never sent the first packet that the ear heard.");
        Assert.True(start + heard.Count <= sent.Count, "The ear heard more packets than the mouth sent.");
        for (int i = 0; i < heard.Count; i++)
        {
            Assert.True(heard[i].Payload.AsSpan().SequenceEqual(sent[start + i].Payload), $"Packet {i} of {heard.Count} is not the one that was sent");
        }
    }
}
