using System.Text;
using Undertone.Sip.Transfers;

namespace Undertone.Sip.Tests.Transfers;

/// <summary>Refer-To, Replaces and message/sipfrag (RFC 3515, RFC 3891, RFC 3420).</summary>
public sealed class ReferToTests
{
    [Theory]
    [InlineData("<sip:2002@example.org>", "sip:2002@example.org")]
    [InlineData("\"Bob\" <sip:2002@example.org;transport=tcp>", "sip:2002@example.org;transport=tcp")]
    [InlineData("sip:2002@example.org", "sip:2002@example.org")]
    [InlineData("<sip:2002@example.org;method=INVITE>", "sip:2002@example.org")]
    [InlineData("<sip:2002@example.org?Subject=hello>", "sip:2002@example.org")]
    [InlineData("<sips:2002@example.org>", "sips:2002@example.org")]
    public void Rfc3515_2_1_A_target_is_read_without_its_headers(string text, string target)
    {
        Assert.True(ReferTo.TryParse(text, out ReferTo? referTo));
        Assert.Equal(target, referTo.Target.ToString());
        Assert.Null(referTo.Replaces);
    }

    [Theory]
    [InlineData("<sip:2002@h?Replaces=12345%40192.0.2.1%3Bto-tag%3D111%3Bfrom-tag%3D222>", "12345@192.0.2.1", "111", "222", false)]
    [InlineData("<sip:2002@h?replaces=abc%3bfrom-tag%3D222%3Bto-tag%3D111>", "abc", "111", "222", false)]
    [InlineData("<sip:2002@h?Subject=x&Replaces=abc%3Bto-tag%3D1%3Bfrom-tag%3D2%3Bearly-only>", "abc", "1", "2", true)]
    [InlineData("<sip:2002@h?Replaces=abc;to-tag=1;from-tag=2>", "abc", "1", "2", false)]
    public void Rfc3891_3_The_dialog_to_replace_is_read(string text, string callId, string toTag, string fromTag, bool earlyOnly)
    {
        Assert.True(ReferTo.TryParse(text, out ReferTo? referTo));
        Assert.Equal(new ReplacesHeader(callId, toTag, fromTag, earlyOnly), referTo.Replaces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<tel:+4930123>")]
    [InlineData("<https://example.org>")]
    [InlineData("<sip:2002@example.org;method=SUBSCRIBE>")]
    [InlineData("<sip:2002@example.org?Replaces=>")]
    [InlineData("<sip:2002@example.org?Replaces=abc>")]
    [InlineData("<sip:2002@example.org?Replaces=abc%3Bto-tag%3D1>")]
    [InlineData("<sip:2002@example.org?Replaces=abc%3Bto-tag%3D1%3Bfrom-tag%3D>")]
    [InlineData("<sip:2002@example.org?Replaces=abc%3Bto-tag%3D1%3Bto-tag%3D2%3Bfrom-tag%3D3>")]
    [InlineData("<sip:2002@example.org?Replaces=a%20b%3Bto-tag%3D1%3Bfrom-tag%3D2>")]
    [InlineData("<sip:2002@example.org?Replaces=abc%3>")]
    public void What_cannot_be_called_or_is_half_understood_is_refused(string text) => Assert.False(ReferTo.TryParse(text, out _));

    [Fact]
    public void A_Replaces_header_is_read_as_it_is_written()
    {
        var replaces = new ReplacesHeader("a84b4c76e66710@192.0.2.1", "8a8", "314159", EarlyOnly: true);
        Assert.True(ReplacesHeader.TryParse(replaces.ToString(), out ReplacesHeader? read));
        Assert.Equal(replaces, read);
    }

    [Theory]
    [InlineData(100, "SIP/2.0 100 Trying\r\n")]
    [InlineData(200, "SIP/2.0 200 OK\r\n")]
    [InlineData(486, "SIP/2.0 486 Busy Here\r\n")]
    public void Rfc3420_A_status_line_is_written_and_read(int status, string text)
    {
        byte[] body = SipFragment.Write(status);
        Assert.Equal(text, Encoding.ASCII.GetString(body));
        Assert.True(SipFragment.TryReadStatus(body, out int read));
        Assert.Equal(status, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0 ")]
    [InlineData("SIP/2.0 9")]
    [InlineData("SIP/2.0 099 No")]
    [InlineData("SIP/2.0 700 No")]
    [InlineData("INVITE sip:a@b SIP/2.0")]
    public void What_is_no_status_line_is_not_read(string body) => Assert.False(SipFragment.TryReadStatus(Encoding.ASCII.GetBytes(body), out _));
}
