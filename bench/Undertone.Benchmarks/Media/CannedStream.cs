using System.Buffers.Binary;
using Undertone.Media.Io;
using Undertone.Media.Rtp;

namespace Undertone.Benchmarks.Media;

/// <summary>What one phone says: the same 20 ms again and again, under sequence numbers and time stamps that go on.</summary>
internal sealed class CannedStream
{
    private const int UnitsPerPacket = 160;
    private const int SequencePlace = 2;
    private const int TimestampPlace = 4;

    private readonly byte[] _packet;
    private readonly MediaAddress _source;
    private ushort _sequence;
    private uint _timestamp;

    public CannedStream(uint ssrc, int payloadType, ReadOnlySpan<byte> payload, MediaAddress source)
    {
        _packet = new byte[RtpHeader.FixedBytes + payload.Length];
        _source = source;
        new RtpHeader { PayloadType = (byte)payloadType, Ssrc = ssrc }.TryWrite(_packet);
        payload.CopyTo(_packet.AsSpan(RtpHeader.FixedBytes));
    }

    /// <summary>Copies the next packet out; returns its length.</summary>
    public int Next(Span<byte> buffer, out MediaAddress source)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(SequencePlace), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(TimestampPlace), _timestamp);
        _timestamp += UnitsPerPacket;
        _packet.CopyTo(buffer);
        source = _source;
        return _packet.Length;
    }
}
