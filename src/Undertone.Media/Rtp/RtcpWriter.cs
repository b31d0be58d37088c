using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>
/// Builds one RTCP datagram. The order that RFC 3550 6.1 wants: a report, then the source description with the canonical name,
/// and at the end of a stream a goodbye. What does not fit is not written, and the answer is false.
/// </summary>
internal ref struct RtcpWriter
{
    private const int HeaderBytes = 4;
    private const int SsrcBytes = 4;
    private const byte CnameItem = 1;

    private readonly Span<byte> _datagram;

    /// <summary>Begins with nothing written.</summary>
    public RtcpWriter(Span<byte> datagram)
    {
        _datagram = datagram;
        WrittenBytes = 0;
    }

    /// <summary>Length of the datagram so far.</summary>
    public int WrittenBytes { get; private set; }

    /// <summary>A sender report with at most 31 blocks.</summary>
    public bool TryAddSenderReport(uint ssrc, in SenderInfo info, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        if (!TryBegin(RtcpPacketType.SenderReport, blocks.Length, SenderInfo.Bytes + (blocks.Length * ReportBlock.Bytes), ssrc, out var body))
        {
            return false;
        }

        info.Write(body);
        WriteBlocks(blocks, body[SenderInfo.Bytes..]);
        return true;
    }

    /// <summary>A receiver report with at most 31 blocks; none is allowed and says "nothing received".</summary>
    public bool TryAddReceiverReport(uint ssrc, scoped ReadOnlySpan<ReportBlock> blocks)
    {
        if (!TryBegin(RtcpPacketType.ReceiverReport, blocks.Length, blocks.Length * ReportBlock.Bytes, ssrc, out var body))
        {
            return false;
        }

        WriteBlocks(blocks, body);
        return true;
    }

    /// <summary>A source description with the canonical name only, at most 255 bytes of UTF-8 (RFC 3550 6.5.1).</summary>
    public bool TryAddCanonicalName(uint ssrc, scoped ReadOnlySpan<byte> name)
    {
        // The item list ends with at least one zero and is filled up to a whole word.
        var bytes = (2 + name.Length + sizeof(uint)) / sizeof(uint) * sizeof(uint);
        if (name.Length > byte.MaxValue || !TryBegin(RtcpPacketType.SourceDescription, 1, bytes, ssrc, out var body))
        {
            return false;
        }

        body.Clear();
        body[0] = CnameItem;
        body[1] = (byte)name.Length;
        name.CopyTo(body[2..]);
        return true;
    }

    /// <summary>The source leaves.</summary>
    public bool TryAddGoodbye(uint ssrc) => TryBegin(RtcpPacketType.Goodbye, 1, 0, ssrc, out _);

    private static void WriteBlocks(ReadOnlySpan<ReportBlock> blocks, Span<byte> body)
    {
        for (var index = 0; index < blocks.Length; index++)
        {
            blocks[index].Write(body[(index * ReportBlock.Bytes)..]);
        }
    }

    private bool TryBegin(RtcpPacketType type, int count, int bodyBytes, uint ssrc, out Span<byte> body)
    {
        var bytes = HeaderBytes + SsrcBytes + bodyBytes;
        if (count > 31 || _datagram.Length - WrittenBytes < bytes)
        {
            body = default;
            return false;
        }

        var packet = _datagram.Slice(WrittenBytes, bytes);
        packet[0] = (byte)(0x80 | count);
        packet[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)((bytes / sizeof(uint)) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(packet[HeaderBytes..], ssrc);
        body = packet[(HeaderBytes + SsrcBytes)..];
        WrittenBytes += bytes;
        return true;
    }
}
