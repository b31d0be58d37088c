using System.Buffers.Binary;

namespace Undertone.Media.Rtp;

/// <summary>The payload of a telephone-event packet (RFC 4733 2.3): a key that is being pressed, or was.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R|  volume   |     duration (RTP clock)      |
/// </code>
/// </remarks>
/// <param name="Code">0-9 the digits, 10 star, 11 hash, 12-15 A-D, 16 flash; others are other signals.</param>
/// <param name="IsEnd">The key was released; the duration is final.</param>
/// <param name="Volume">Loudness, 0-63 dB below 0 dBm0.</param>
/// <param name="Duration">How long the key is pressed so far, in RTP clock units.</param>
internal readonly record struct TelephoneEvent(byte Code, bool IsEnd, byte Volume, ushort Duration)
{
    /// <summary>Bytes of the payload.</summary>
    public const int Bytes = 4;

    private const string Digits = "0123456789*#ABCD";
    private const int EndBit = 0x80;
    private const int VolumeMask = 0x3F;

    /// <summary>Reads a payload; more bytes than four (RFC 4733 allows several events in one packet) are not looked at.</summary>
    /// <returns>False when it is too short.</returns>
    public static bool TryParse(ReadOnlySpan<byte> payload, out TelephoneEvent telephoneEvent)
    {
        if (payload.Length < Bytes)
        {
            telephoneEvent = default;
            return false;
        }

        telephoneEvent = new TelephoneEvent(
            payload[0],
            (payload[1] & EndBit) != 0,
            (byte)(payload[1] & VolumeMask),
            BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        return true;
    }

    /// <summary>Writes the payload.</summary>
    /// <returns>False when there is no room.</returns>
    public bool TryWrite(Span<byte> payload)
    {
        if (payload.Length < Bytes)
        {
            return false;
        }

        payload[0] = Code;
        payload[1] = (byte)((IsEnd ? EndBit : 0) | (Volume & VolumeMask));
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], Duration);
        return true;
    }

    /// <summary>The key as a character: 0-9, *, #, A-D.</summary>
    /// <returns>False for other signals.</returns>
    public static bool TryGetDigit(byte code, out char digit)
    {
        digit = code < Digits.Length ? Digits[code] : default;
        return code < Digits.Length;
    }

    /// <summary>The event of a key: 0-9, *, #, A-D in either case.</summary>
    public static bool TryGetCode(char digit, out byte code)
    {
        var index = Digits.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal);
        code = index < 0 ? (byte)0 : (byte)index;
        return index >= 0;
    }
}
