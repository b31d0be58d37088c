using System.Globalization;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transfers;

/// <summary>The status line that a NOTIFY about a REFER carries (RFC 3420, RFC 3515 2.4.5).</summary>
public static class SipFragment
{
    /// <summary>The media type.</summary>
    public const string MediaType = "message/sipfrag";

    /// <summary>The body that reports a status.</summary>
    /// <param name="statusCode">100 to 699.</param>
    public static byte[] Write(int statusCode)
        => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {statusCode} {SipStatus.ReasonPhrase(statusCode)}\r\n"));

    /// <summary>Reads the status code of a body.</summary>
    /// <returns>False if it does not begin with a status line.</returns>
    public static bool TryReadStatus(ReadOnlySpan<byte> body, out int statusCode)
    {
        statusCode = 0;
        ReadOnlySpan<byte> version = "SIP/2.0 "u8;
        return body.StartsWith(version)
            && body.Length >= version.Length + 3
            && int.TryParse(body.Slice(version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out statusCode)
            && statusCode is >= 100 and <= 699;
    }
}
