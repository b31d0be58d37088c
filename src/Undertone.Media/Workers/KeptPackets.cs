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
/// untouched, so that nothing is lost and nothing is heard twice. A ring number is that of the mouth's ring.
/// </summary>
internal sealed class KeptPackets(int rings) : IDisposable
{
    /// <summary>Enough for the largest reserve and a burst.</summary>
    public const int PacketsPerMouth = 16;

    /// <summary>60 ms of G.711 or G.722.</summary>
    public const int LargestPayloadBytes = 480;

    private readonly NativeArray<KeptPacket> _packets = new(rings * PacketsPerMouth);
    private readonly NativeArray<byte> _payloads = new(rings * PacketsPerMouth * LargestPayloadBytes);

    public void Clear(int ring) => _packets.Slice(ring * PacketsPerMouth, PacketsPerMouth).Clear();

    public void Keep(int ring, in RtpHeader header, ReadOnlySpan<byte> payload, bool isAudio)
    {
        var place = PlaceOf(ring, header.SequenceNumber);
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
    public bool TryFind(int ring, ushort sequence, out KeptPacket packet, out ReadOnlySpan<byte> payload)
    {
        var place = PlaceOf(ring, sequence);
        packet = _packets[place];
        payload = _payloads.Slice(place * LargestPayloadBytes, packet.IsPresent ? packet.Bytes : 0);
        return packet.IsPresent && packet.Sequence == sequence;
    }

    public void Dispose()
    {
        _packets.Dispose();
        _payloads.Dispose();
    }

    private static int PlaceOf(int ring, ushort sequence) => (ring * PacketsPerMouth) + (sequence % PacketsPerMouth);
}
