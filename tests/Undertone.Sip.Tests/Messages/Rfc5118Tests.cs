using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

/// <summary>RFC 5118: IPv6 in SIP. Each row is the part of the message that its section is about.</summary>
public class Rfc5118Tests
{
    private const string Register = """
        REGISTER sip:[2001:db8::10] SIP/2.0
        To: sip:user@example.com
        From: sip:user@example.com;tag=81x2
        Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111
        Call-ID: SSG9559905523997077@hlau_4100
        Max-Forwards: 70
        Contact: "Caller" <sip:caller@[2001:db8::1]>
        CSeq: 98176 REGISTER
        Content-Length: 0

        """;

    [Fact]
    public void Rfc5118_4_1_ReferenceInBrackets_IsAnAddress()
    {
        var request = SipTexts.Request(Register);

        Assert.Equal("2001:db8::10", request.RequestUri.Host);
        Assert.Equal("2001:db8::9:1", request.TopVia.Host);
        Assert.Equal("sip:caller@[2001:db8::1]", request.Contacts[0].Uri.ToString());
    }

    [Fact]
    public void Rfc5118_4_2_AddressWithoutBrackets_Gets400()
    {
        var text = Register.Replace("sip:[2001:db8::10]", "sip:2001:db8::10", StringComparison.Ordinal);
        Assert.False(SipMessageParser.TryParse(SipTexts.Bytes(text), SipLimits.Default, out _, out var error));
        Assert.Equal((SipParseErrorReason.MalformedRequestUri, 400), (error.Reason, error.Answer?.StatusCode));
    }

    [Theory]
    [InlineData("sip:[2001:db8::10:5070]", "2001:db8::10:5070", null)]
    [InlineData("sip:[2001:db8::10]:5070", "2001:db8::10", 5070)]
    public void Rfc5118_4_3_And_4_4_ThePortIsWhatFollowsTheBracket(string text, string host, int? port)
    {
        var uri = SipUri.Parse(text);
        Assert.Equal((host, port), (uri.Host, uri.Port));
    }

    [Theory]
    [InlineData(";received=[2001:db8::9:255]")]
    [InlineData(";received=2001:db8::9:255")]
    public void Rfc5118_4_5_ReceivedIsReadWithAndWithoutBrackets(string parameter)
    {
        var request = SipTexts.Request(Register.Replace(";branch", parameter + ";branch", StringComparison.Ordinal));
        Assert.Equal("2001:db8::9:255", request.TopVia.Received);
        Assert.EndsWith(parameter + ";branch=z9hG4bKas3-111", request.TopVia.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rfc5118_4_7_SeveralAddressesInAHeader()
    {
        var request = SipTexts.Request(Register.Replace(
            "Via: ", "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;received=192.0.2.200;branch=z9hG4bKas3-112,SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb\nVia: ", StringComparison.Ordinal));
        Assert.Equal(["2001:db8::9:1", "192.0.2.1", "2001:db8::9:1"], request.Vias.Select(via => via.Host));
        Assert.Equal((6050, "192.0.2.200"), (request.TopVia.Port, request.TopVia.Received));
    }

    [Fact]
    public void Rfc5118_4_9_MappedAddresses()
    {
        Assert.Equal("::ffff:192.0.2.10", SipUri.Parse("sip:user@[::ffff:192.0.2.10]").Host);
        Assert.True(ViaHeader.TryParse("SIP/2.0/UDP [::ffff:192.0.2.2]:19823;branch=z9hG4bKx", out var via));
        Assert.Equal(("::ffff:192.0.2.2", 19823), (via.Host, via.Port));
    }

    [Theory]
    [InlineData("sip:user@[2001:db8:::192.0.2.1]", false)]
    [InlineData("sip:user@[2001:db8::192.0.2.1]", true)]
    public void Rfc5118_4_10_ThreeColonsAreAMistakeOfTheGrammar(string text, bool valid) => Assert.Equal(valid, SipUri.TryParse(text, out _));
}
