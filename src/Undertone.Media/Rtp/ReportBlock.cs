using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>How well one source is received, as one block of a sender or receiver report says it (RFC 3550 6.4.1).</summary>
/// <param name="Ssrc">The source that is reported on.</param>
/// <param name="FractionLost">Lost since the last report, in 1/256 of what was expected.</param>
/// <param name="CumulativeLost">Lost since the beginning, -8,388,608 to 8,388,607; negative when duplicates came.</param>
/// <param name="HighestSequence">Highest sequence number; the high 16 bits count how often it went round.</param>
/// <param name="Jitter">Mean deviation of the arrival times, in RTP time stamp units.</param>
/// <param name="LastSenderReport">Middle 32 bits of the NTP time of the last sender report, or 0.</param>
/// <param name="DelaySinceLastSenderReport">Time since that report came, in 1/65536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc,
    byte FractionLost,
    int CumulativeLost,
    uint HighestSequence,
    uint Jitter,
    uint LastSenderReport,
    uint DelaySinceLastSenderReport)
{
    /// <summary>Bytes of a block.</summary>
    public const int Bytes = 24;

    /// <summary>Reads a block from at least <see cref="Bytes"/> bytes.</summary>
    public static ReportBlock Read(ReadOnlySpan<byte> block) => new(
        BinaryPrimitives.ReadUInt32BigEndian(block),
        block[4],
        SignExtend24(BinaryPrimitives.ReadInt32BigEndian(block[4..])),
        BinaryPrimitives.ReadUInt32BigEndian(block[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(block[20..]));

    /// <summary>Writes the block into at least <see cref="Bytes"/> bytes.</summary>
    public void Write(Span<byte> block)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, Ssrc);
        BinaryPrimitives.WriteInt32BigEndian(block[4..], CumulativeLost & 0xFFFFFF);
        block[4] = FractionLost;
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], HighestSequence);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], DelaySinceLastSenderReport);
    }

    private static int SignExtend24(int value) => value << 8 >> 8;
}
