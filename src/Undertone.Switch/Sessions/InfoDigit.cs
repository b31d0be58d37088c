using System.Globalization;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>
/// A digit in the body of an INFO, in the two forms that phones send: <c>application/dtmf-relay</c> with
/// <c>Signal=</c> and <c>Duration=</c> lines, and <c>application/dtmf</c> with the digit alone.
/// </summary>
internal static class InfoDigit
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromMilliseconds(160);

    /// <summary>The media type in which we send digits.</summary>
    public const string RelayType = "application/dtmf-relay";

    /// <summary>Reads the digit of an INFO; false if it carries none.</summary>
    public static bool TryRead(SipRequest info, out char digit, out TimeSpan duration)
    {
        digit = default;
        duration = DefaultDuration;
        string type = (info.ContentType ?? "").Split(';')[0].Trim();
        string body = info.Body.Length <= 256 ? Encoding.ASCII.GetString(info.Body.Span) : "";
        if (type.Equals("application/dtmf", StringComparison.OrdinalIgnoreCase))
        {
            return TryDigit(body.Trim(), out digit);
        }

        if (!type.Equals(RelayType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        bool found = false;
        foreach (string line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? "" : line[..equals].Trim();
            string value = equals < 0 ? "" : line[(equals + 1)..].Trim();
            if (name.Equals("Signal", StringComparison.OrdinalIgnoreCase))
            {
                found = TryDigit(value, out digit);
            }
            else if (name.Equals("Duration", StringComparison.OrdinalIgnoreCase)
                     && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
                     && milliseconds is >= 40 and <= 5_000)
            {
                duration = TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        return found;
    }

    /// <summary>The body of an INFO that carries a digit.</summary>
    public static byte[] Write(char digit, TimeSpan duration)
        => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Signal={digit}\r\nDuration={(int)duration.TotalMilliseconds}\r\n"));

    private static bool TryDigit(string text, out char digit)
    {
        // Some phones write the event codes of star and hash (10, 11) in place of the signs.
        text = text switch { "10" => "*", "11" => "#", _ => text };
        digit = text.Length == 1 ? char.ToUpperInvariant(text[0]) : default;
        return digit is (>= '0' and <= '9') or (>= 'A' and <= 'D') or '*' or '#';
    }
}
