using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>What a source has sent, as its sender report says it (RFC 3550 6.4.1).</summary>
/// <param name="NtpTimestamp">Wall-clock time of the report.</param>
/// <param name="RtpTimestamp">The same moment on the stream's RTP clock.</param>
/// <param name="PacketCount">RTP packets sent so far.</param>
/// <param name="OctetCount">Payload bytes sent so far.</param>
internal readonly record struct SenderInfo(ulong NtpTimestamp, uint RtpTimestamp, uint PacketCount, uint OctetCount)
{
    /// <summary>Bytes of the sender information.</summary>
    public const int Bytes = 20;

    /// <summary>Reads it from at least <see cref="Bytes"/> bytes.</summary>
    public static SenderInfo Read(ReadOnlySpan<byte> info) => new(
        BinaryPrimitives.ReadUInt64BigEndian(info),
        BinaryPrimitives.ReadUInt32BigEndian(info[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(info[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(info[16..]));

    /// <summary>Writes it into at least <see cref="Bytes"/> bytes.</summary>
    public void Write(Span<byte> info)
    {
        BinaryPrimitives.WriteUInt64BigEndian(info, NtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(info[8..], RtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(info[12..], PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(info[16..], OctetCount);
    }
}
