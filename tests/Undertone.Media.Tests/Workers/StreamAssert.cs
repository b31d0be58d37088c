namespace Undertone.Media.Tests.Workers;

/// <summary>What every ear's stream must be.</summary>
internal static class StreamAssert
{
    /// <summary>One SSRC; each packet has the next sequence number and the time stamp where the packet before ended.</summary>
    public static void IsGapless(IReadOnlyList<SentPacket> packets, int units = 160)
    {
        Assert.NotEmpty(packets);
        for (var i = 1; i < packets.Count; i++)
        {
            var (before, header) = (packets[i - 1].Header, packets[i].Header);
            Assert.Equal(before.Ssrc, header.Ssrc);
            Assert.Equal((ushort)(before.SequenceNumber + 1), header.SequenceNumber);
            Assert.Equal(before.Timestamp + (uint)units, header.Timestamp);
        }
    }

    /// <summary>The payloads carry the counting bytes of one mouth, none missing and none twice.</summary>
    public static void CountsOn(IReadOnlyList<SentPacket> packets)
    {
        for (var i = 1; i < packets.Count; i++)
        {
            Assert.Equal((packets[i - 1].Payload[0] + 1) % 100, packets[i].Payload[0]);
            Assert.Equal(-1, packets[i].Payload.IndexOfAnyExcept(packets[i].Payload[0]));
        }
    }
}
