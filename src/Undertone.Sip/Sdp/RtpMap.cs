using System.Globalization;

namespace Undertone.Sip.Sdp;

/// <summary>What one RTP payload type means (RFC 8866 6.6).</summary>
/// <param name="PayloadType">Payload type, 0 to 127.</param>
/// <param name="Encoding">Name of the encoding; compared without regard to case.</param>
/// <param name="ClockRateHz">Clock rate of the RTP time stamps, in hertz.</param>
/// <param name="Channels">Number of audio channels.</param>
public sealed record RtpMap(int PayloadType, string Encoding, int ClockRateHz, int Channels = 1)
{
    // RFC 3551 table 4. G.722 has a clock of 8 kHz there although it samples at 16 kHz.
    private static readonly RtpMap[] StaticMaps =
    [
        new(0, "PCMU", 8000), new(3, "GSM", 8000), new(4, "G723", 8000), new(8, "PCMA", 8000), new(9, "G722", 8000),
        new(13, "CN", 8000), new(15, "G728", 8000), new(18, "G729", 8000),
    ];

    /// <summary>The mapping that RFC 3551 gives to a payload type that needs no rtpmap line, or null.</summary>
    public static RtpMap? Static(int payloadType) => Array.Find(StaticMaps, map => map.PayloadType == payloadType);

    /// <summary>Reads the value of an rtpmap attribute, "96 opus/48000/2".</summary>
    public static bool TryParse(ReadOnlySpan<char> value, out RtpMap? map)
    {
        map = null;
        var space = value.IndexOf(' ');
        if (space < 0 || !TryNumber(value[..space], 127, out var payloadType))
        {
            return false;
        }

        var encoding = value[(space + 1)..].Trim();
        var slash = encoding.IndexOf('/');
        if (slash <= 0)
        {
            return false;
        }

        var rate = encoding[(slash + 1)..];
        var channels = 1;
        var second = rate.IndexOf('/');
        if (second >= 0)
        {
            if (!TryNumber(rate[(second + 1)..], 255, out channels) || channels == 0)
            {
                return false;
            }

            rate = rate[..second];
        }

        if (!TryNumber(rate, 1_000_000, out var clockRateHz) || clockRateHz == 0)
        {
            return false;
        }

        map = new RtpMap(payloadType, encoding[..slash].ToString(), clockRateHz, channels);
        return true;
    }

    /// <summary>Whether both name the same encoding with the same clock and channels, whatever their payload types.</summary>
    public bool IsSameEncoding(RtpMap other) =>
        Encoding.Equals(other.Encoding, StringComparison.OrdinalIgnoreCase)
        && Channels == other.Channels
        && (ClockRateHz == other.ClockRateHz || Encoding.Equals("G722", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Channels == 1
        ? $"{PayloadType} {Encoding}/{ClockRateHz}"
        : $"{PayloadType} {Encoding}/{ClockRateHz}/{Channels}";

    internal static bool TryNumber(ReadOnlySpan<char> text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;
}
