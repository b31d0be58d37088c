using System.Buffers.Binary;

namespace Undertone.Phone.Rtp;

/// <summary>The payload of a telephone-event packet (RFC 4733 2.3).</summary>
/// <param name="Event">0 to 9, 10 for star, 11 for hash, 12 to 15 for A to D, 16 for flash.</param>
/// <param name="IsEnd">Whether the key is released.</param>
/// <param name="DurationSamples">How long the key has been down.</param>
internal readonly record struct TelephoneEvent(byte Event, bool IsEnd, ushort DurationSamples)
{
    public const int Bytes = 4;

    // RFC 4733 2.3.4: volume as a power level without its sign, -10 dBm0.
    private const byte Volume = 10;
    private const string Digits = "0123456789*#ABCD";

    public char Digit => Event < Digits.Length ? Digits[Event] : '!';

    public static byte EventOf(char digit)
    {
        var index = Digits.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal);
        return index >= 0 ? (byte)index : throw new ArgumentOutOfRangeException(nameof(digit), digit, "A key of 0-9, *, #, A-D is needed.");
    }

    public void Write(Span<byte> payload)
    {
        payload[0] = Event;
        payload[1] = (byte)((IsEnd ? 0x80 : 0) | Volume);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], DurationSamples);
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out TelephoneEvent read)
    {
        read = payload.Length < Bytes
            ? default
            : new TelephoneEvent(payload[0], (payload[1] & 0x80) != 0, BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return payload.Length >= Bytes;
    }
}
