using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>The header of an RTP packet (RFC 3550 5.1).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           time stamp                          |
/// |                 synchronisation source (SSRC)                 |
/// |              contributing sources (CC x 32 bits)              |
/// |  extension, if X: 16 bits profile, 16 bits length in words,   |
/// |                    then that many words                       |
/// |  payload ... , if P: padding, its last byte is its length     |
/// </code>
/// </remarks>
internal readonly record struct RtpHeader
{
    /// <summary>Bytes of the header without contributing sources and extension.</summary>
    public const int FixedBytes = 12;

    private const int VersionBits = 0x80;
    private const int VersionMask = 0xC0;
    private const int PaddingBit = 0x20;
    private const int ExtensionBit = 0x10;
    private const int SourceCountMask = 0x0F;
    private const int MarkerBit = 0x80;
    private const int PayloadTypeMask = 0x7F;
    private const int FirstRtcpType = 72;
    private const int LastRtcpType = 76;

    /// <summary>Begin of a talk spurt or of a telephone event.</summary>
    public bool Marker { get; init; }

    /// <summary>0-127.</summary>
    public byte PayloadType { get; init; }

    /// <summary>One more for each packet sent.</summary>
    public ushort SequenceNumber { get; init; }

    /// <summary>Media time of the first sample, in units of the payload's RTP clock.</summary>
    public uint Timestamp { get; init; }

    /// <summary>Who sends.</summary>
    public uint Ssrc { get; init; }

    /// <summary>Where the payload begins in the datagram.</summary>
    public int PayloadOffset { get; init; }

    /// <summary>Bytes of payload, without padding; 0 is allowed.</summary>
    public int PayloadLength { get; init; }

    /// <summary>Reads the header of a datagram.</summary>
    /// <returns>False with a reason when it is not a whole RTP packet; never throws.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpHeader header, out RtpError error)
    {
        header = default;
        error = FindPayload(packet, out var offset, out var length);
        if (error != RtpError.None)
        {
            return false;
        }

        header = new RtpHeader
        {
            Marker = (packet[1] & MarkerBit) != 0,
            PayloadType = (byte)(packet[1] & PayloadTypeMask),
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
            PayloadOffset = offset,
            PayloadLength = length,
        };
        return true;
    }

    /// <summary>
    /// Writes the twelve fixed bytes: no padding, sources or extension. <see cref="PayloadOffset"/> and <see cref="PayloadLength"/>
    /// are not looked at; the payload belongs right after.
    /// </summary>
    /// <returns>False when there is no room.</returns>
    public bool TryWrite(Span<byte> packet)
    {
        if (packet.Length < FixedBytes)
        {
            return false;
        }

        packet[0] = VersionBits;
        packet[1] = (byte)((Marker ? MarkerBit : 0) | (PayloadType & PayloadTypeMask));
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Ssrc);
        return true;
    }

    /// <summary>
    /// Puts <paramref name="replacement"/> directly in front of the payload of a received packet, so that the packet can be sent on
    /// under our own name without moving a byte of payload. Contributing sources, extension and padding fall away: they were agreed
    /// with the sender, not with the ear, and could tell it who speaks.
    /// </summary>
    /// <param name="packet">A packet that <see cref="TryParse"/> accepted.</param>
    /// <param name="received">What it said.</param>
    /// <param name="replacement">The header of the packet to send.</param>
    /// <returns>The part of <paramref name="packet"/> to send: header and payload.</returns>
    public static Span<byte> Rewrite(Span<byte> packet, in RtpHeader received, in RtpHeader replacement)
    {
        var result = packet.Slice(received.PayloadOffset - FixedBytes, FixedBytes + received.PayloadLength);
        replacement.TryWrite(result);
        return result;
    }

    private static RtpError FindPayload(ReadOnlySpan<byte> packet, out int offset, out int length)
    {
        offset = FixedBytes;
        length = 0;
        if (packet.Length < FixedBytes)
        {
            return RtpError.TooShort;
        }

        if ((packet[0] & VersionMask) != VersionBits)
        {
            return RtpError.WrongVersion;
        }

        if ((packet[1] & PayloadTypeMask) is >= FirstRtcpType and <= LastRtcpType)
        {
            return RtpError.IsRtcp;
        }

        offset += (packet[0] & SourceCountMask) * sizeof(uint);
        if (packet.Length < offset)
        {
            return RtpError.SourcesTruncated;
        }

        if ((packet[0] & ExtensionBit) != 0 && !TrySkipExtension(packet, ref offset))
        {
            return RtpError.ExtensionTruncated;
        }

        length = packet.Length - offset;
        return (packet[0] & PaddingBit) == 0 || TryRemovePadding(packet, ref length) ? RtpError.None : RtpError.WrongPadding;
    }

    private static bool TrySkipExtension(ReadOnlySpan<byte> packet, ref int offset)
    {
        const int extensionHeaderBytes = 4;
        if (packet.Length < offset + extensionHeaderBytes)
        {
            return false;
        }

        var words = BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]);
        offset += extensionHeaderBytes + (words * sizeof(uint));
        return packet.Length >= offset;
    }

    private static bool TryRemovePadding(ReadOnlySpan<byte> packet, ref int length)
    {
        var padding = packet[^1];
        if (padding == 0 || padding > length)
        {
            return false;
        }

        length -= padding;
        return true;
    }
}
