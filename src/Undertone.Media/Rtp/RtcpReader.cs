using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>
/// Walks the packets of one RTCP datagram (RFC 3550 6.1). Packets before a malformed one are given; then <see cref="Error"/> is set.
/// </summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|  count  |      PT       |  length in words, minus one   |
/// |  SR, RR: SSRC of the sender   SDES, BYE: first SSRC           |
/// |  SR: 20 bytes of sender information                           |
/// |  SR, RR: count x 24 bytes of report blocks                    |
/// </code>
/// </remarks>
internal ref struct RtcpReader
{
    private const int HeaderBytes = 4;
    private const int SsrcBytes = 4;
    private const byte CnameItem = 1;

    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _body;
    private bool _isFirst;

    /// <summary>Begins before the first packet.</summary>
    public RtcpReader(ReadOnlySpan<byte> datagram)
    {
        _rest = datagram;
        _isFirst = true;
        Error = datagram.IsEmpty ? RtcpError.Truncated : RtcpError.None;
    }

    /// <summary>Why the walk ended early, if it did.</summary>
    public RtcpError Error { get; private set; }

    /// <summary>Kind of the current packet.</summary>
    public RtcpPacketType Type { get; private set; }

    /// <summary>Report blocks, chunks or sources in the current packet, 0-31.</summary>
    public int Count { get; private set; }

    /// <summary>The first SSRC of the current packet: the sender of a report, the source described, the source that leaves. 0 if none.</summary>
    public readonly uint Ssrc => _body.Length < SsrcBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_body);

    /// <summary>Steps to the next packet.</summary>
    /// <returns>False at the end, and at a malformed packet.</returns>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || Error != RtcpError.None)
        {
            return false;
        }

        Error = ReadPacket();
        _isFirst = false;
        return Error == RtcpError.None;
    }

    /// <summary>The sender information of a sender report.</summary>
    public readonly bool TryGetSenderInfo(out SenderInfo info)
    {
        var isSenderReport = Type == RtcpPacketType.SenderReport;
        info = isSenderReport ? SenderInfo.Read(_body[SsrcBytes..]) : default;
        return isSenderReport;
    }

    /// <summary>Finds what the current report says of one source.</summary>
    /// <returns>False when it is no report or says nothing of it.</returns>
    public readonly bool TryGetReportOn(uint ssrc, out ReportBlock block)
    {
        var blocks = ReportBlocks;
        for (; !blocks.IsEmpty; blocks = blocks[ReportBlock.Bytes..])
        {
            block = ReportBlock.Read(blocks);
            if (block.Ssrc == ssrc)
            {
                return true;
            }
        }

        block = default;
        return false;
    }

    /// <summary>True when the current packet says that <paramref name="ssrc"/> leaves (RFC 3550 6.6).</summary>
    public readonly bool SaysGoodbye(uint ssrc)
    {
        if (Type != RtcpPacketType.Goodbye)
        {
            return false;
        }

        for (var index = 0; index < Count; index++)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(_body[(index * SsrcBytes)..]) == ssrc)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The canonical name of the first source of a source description (RFC 3550 6.5.1), as bytes of UTF-8.</summary>
    public readonly bool TryGetCanonicalName(out ReadOnlySpan<byte> name)
    {
        name = default;
        if (Type != RtcpPacketType.SourceDescription || Count == 0)
        {
            return false;
        }

        var items = _body[SsrcBytes..];
        while (items.Length >= 2 && items[0] != 0 && items.Length >= 2 + items[1])
        {
            if (items[0] == CnameItem)
            {
                name = items.Slice(2, items[1]);
                return true;
            }

            items = items[(2 + items[1])..];
        }

        return false;
    }

    private readonly ReadOnlySpan<byte> ReportBlocks => Type switch
    {
        RtcpPacketType.SenderReport => _body.Slice(SsrcBytes + SenderInfo.Bytes, Count * ReportBlock.Bytes),
        RtcpPacketType.ReceiverReport => _body.Slice(SsrcBytes, Count * ReportBlock.Bytes),
        _ => default,
    };

    private RtcpError ReadPacket()
    {
        if (_rest.Length < HeaderBytes)
        {
            return RtcpError.Truncated;
        }

        if (_rest[0] >> 6 != 2)
        {
            return RtcpError.WrongVersion;
        }

        Type = (RtcpPacketType)_rest[1];
        Count = _rest[0] & 0x1F;
        if (_isFirst && Type is not (RtcpPacketType.SenderReport or RtcpPacketType.ReceiverReport))
        {
            return RtcpError.NoReportFirst;
        }

        var bytes = (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1) * sizeof(uint);
        if (_rest.Length < bytes)
        {
            return RtcpError.Truncated;
        }

        var hasPadding = (_rest[0] & 0x20) != 0;
        _body = _rest[HeaderBytes..bytes];
        _rest = _rest[bytes..];
        if (hasPadding && !TryRemovePadding())
        {
            return RtcpError.WrongPadding;
        }

        return _body.Length < SmallestBody() ? RtcpError.CountTooLarge : RtcpError.None;
    }

    private bool TryRemovePadding()
    {
        if (!_rest.IsEmpty || _body.IsEmpty || _body[^1] == 0 || _body[^1] > _body.Length)
        {
            return false;
        }

        _body = _body[..^_body[^1]];
        return true;
    }

    private readonly int SmallestBody() => Type switch
    {
        RtcpPacketType.SenderReport => SsrcBytes + SenderInfo.Bytes + (Count * ReportBlock.Bytes),
        RtcpPacketType.ReceiverReport => SsrcBytes + (Count * ReportBlock.Bytes),
        RtcpPacketType.SourceDescription => Count * (SsrcBytes + sizeof(uint)),
        RtcpPacketType.Goodbye => Count * SsrcBytes,
        _ => 0,
    };
}
