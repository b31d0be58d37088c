using System.Buffers.Binary;

namespace Undertone.Phone.Rtp;

/// <summary>The fixed header of an RTP packet (RFC 3550 5.1).</summary>
/// <param name="Marker">The marker bit: first packet after silence, or of an event.</param>
/// <param name="PayloadType">Payload type, 0 to 127.</param>
/// <param name="Sequence">Sequence number.</param>
/// <param name="Timestamp">Time stamp, in samples.</param>
/// <param name="Ssrc">The stream's identifier.</param>
internal readonly record struct RtpHeader(bool Marker, byte PayloadType, ushort Sequence, uint Timestamp, uint Ssrc)
{
    public const int Bytes = 12;

    public void Write(Span<byte> packet)
    {
        packet[0] = 0x80;
        packet[1] = (byte)((Marker ? 0x80 : 0) | PayloadType);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Ssrc);
    }

    /// <summary>Reads the header and finds the payload behind CSRC list, extension and padding; false where it is not RTP.</summary>
    public static bool TryRead(ReadOnlySpan<byte> packet, out RtpHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (packet.Length < Bytes || packet[0] >> 6 != 2)
        {
            return false;
        }

        var start = Bytes + ((packet[0] & 0x0F) * 4);
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < start + 4)
            {
                return false;
            }

            start += 4 + (BinaryPrimitives.ReadUInt16BigEndian(packet[(start + 2)..]) * 4);
        }

        var end = packet.Length - ((packet[0] & 0x20) != 0 ? packet[^1] : 0);
        if (start > end)
        {
            return false;
        }

        header = new RtpHeader(
            (packet[1] & 0x80) != 0,
            (byte)(packet[1] & 0x7F),
            BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(packet[8..]));
        payload = packet[start..end];
        return true;
    }
}
