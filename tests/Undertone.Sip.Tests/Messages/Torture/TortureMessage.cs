using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Undertone.Sip.Tests.Messages.Torture;

/// <summary>
/// Turns a message in the notation of RFC 4475 section 2 into bytes: &lt;repeat count=N&gt; and &lt;hex&gt; are expanded, lines end with CRLF.
/// {sdp ADDRESS} stands for the body that most of its messages share.
/// </summary>
internal static partial class TortureMessage
{
    public static byte[] Expand(string text)
    {
        text = Sdp().Replace(text, match => SharedBody(match.Groups[1].Value));
        text = Repeat().Replace(
            text, match => string.Concat(Enumerable.Repeat(match.Groups[2].Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))));
        text = Hex().Replace(text, match => Encoding.UTF8.GetString(Convert.FromHexString(match.Groups[1].Value)));
        return Encoding.UTF8.GetBytes((text + "\n").ReplaceLineEndings("\r\n"));
    }

    private static string SharedBody(string address) =>
        $"""
        v=0
        o=mhandley 29739 7272939 IN IP4 {address}
        s=-
        c=IN IP4 {address}
        t=0 0
        m=audio 49217 RTP/AVP 0 12
        m=video 3227 RTP/AVP 31
        a=rtpmap:31 LPC
        """;

    [GeneratedRegex(@"\{sdp ([0-9.]+)\}")]
    private static partial Regex Sdp();

    [GeneratedRegex("<repeat count=([0-9]+)>(.*?)</repeat>")]
    private static partial Regex Repeat();

    [GeneratedRegex("<hex>([0-9A-F]+)</hex>")]
    private static partial Regex Hex();
}
