using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>One packet of <see cref="KeptPackets"/>.</summary>
internal struct KeptPacket
{
    public uint Timestamp;
    public ushort Sequence;
    public ushort Bytes;
    public bool Marker;
    public bool IsPresent;
    public bool IsAudio;
}

/// <summary>
/// The last packets of each mouth that is being mixed, as they came: when the mix ends, what it has not played yet is passed on
/// untouched, so that nothing is lost and nothing is heard twice. Those of a codec with memory are kept always: whoever has to
/// decode such a stream from its middle on, or to go on with it, learns its state from them.
/// </summary>
internal sealed class KeptPackets(int legs) : IDisposable
{
    /// <summary>Enough for the largest reserve and a burst.</summary>
    public const int PacketsPerMouth = 16;

    /// <summary>60 ms of G.711 or G.722.</summary>
    public const int LargestPayloadBytes = 480;

    private readonly NativeArray<KeptPacket> _packets = new(legs * PacketsPerMouth);
    private readonly NativeArray<byte> _payloads = new(legs * PacketsPerMouth * LargestPayloadBytes);

    public void Clear(int leg) => _packets.Slice(leg * PacketsPerMouth, PacketsPerMouth).Clear();

    public void Keep(int leg, in RtpHeader header, ReadOnlySpan<byte> payload, bool isAudio)
    {
        var place = PlaceOf(leg, header.SequenceNumber);
        _packets[place] = new KeptPacket
        {
            Timestamp = header.Timestamp,
            Sequence = header.SequenceNumber,
            Bytes = (ushort)payload.Length,
            Marker = header.Marker,
            IsPresent = true,
            IsAudio = isAudio,
        };
        payload.CopyTo(_payloads.Slice(place * LargestPayloadBytes, payload.Length));
    }

    /// <summary>Finds the packet with exactly this sequence number.</summary>
    public bool TryFind(int leg, ushort sequence, out KeptPacket packet, out ReadOnlySpan<byte> payload)
    {
        var place = PlaceOf(leg, sequence);
        packet = _packets[place];
        payload = _payloads.Slice(place * LargestPayloadBytes, packet.IsPresent ? packet.Bytes : 0);
        return packet.IsPresent && packet.Sequence == sequence;
    }

    public void Dispose()
    {
        _packets.Dispose();
        _payloads.Dispose();
    }

    private static int PlaceOf(int leg, ushort sequence) => (leg * PacketsPerMouth) + (sequence % PacketsPerMouth);
}
