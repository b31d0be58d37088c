using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipUriTests
{
    [Theory]
    [InlineData("sip:alice@atlanta.com", "alice", "atlanta.com", null)]
    [InlineData("SIP:atlanta.com:5062", null, "atlanta.com", 5062)]
    [InlineData("sips:alice@atlanta.com", "alice", "atlanta.com", null)]
    [InlineData("sip:+1-212-555-1212:1234@gateway.com;user=phone", "+1-212-555-1212", "gateway.com", null)]
    [InlineData("sip:alice;day=tuesday@atlanta.com", "alice;day=tuesday", "atlanta.com", null)]
    [InlineData("sip:alice@192.0.2.4:5060", "alice", "192.0.2.4", 5060)]
    [InlineData("sip:2000@[2001:db8::10]:5070;transport=tcp", "2000", "2001:db8::10", 5070)]
    [InlineData("sip:[::ffff:192.0.2.10]", null, "::ffff:192.0.2.10", null)]
    [InlineData("sip:*51%232000@undertone.local", "*51#2000", "undertone.local", null)]
    [InlineData("sip:j%C3%BCrgen@example.org", "jürgen", "example.org", null)]
    [InlineData("sip:1000@host_with_underscore", "1000", "host_with_underscore", null)]
    [InlineData("sip:h.example:0", null, "h.example", 0)]
    public void TryParse_SipAddress_GivesItsParts(string text, string? user, string host, int? port)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal((user, host, port), (uri.User, uri.Host, uri.Port));
        Assert.Equal(uri, SipUri.Parse(uri.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip")]
    [InlineData("sip:")]
    [InlineData(":alice@host")]
    [InlineData("sip:@host")]
    [InlineData("sip:alice@")]
    [InlineData("sip:alice@host:")]
    [InlineData("sip:alice@host:65536")]
    [InlineData("sip:alice@host:5060x")]
    [InlineData("sip:alice@host:-1")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:al ice@host")]
    [InlineData("sip:alice@host;lr>")]
    [InlineData("sip:alice@\"host\"")]
    [InlineData("sip:alice@host;")]
    [InlineData("sip:alice@host;=x")]
    [InlineData("sip:alice@host;a=%4")]
    [InlineData("sip:%zz@host")]
    [InlineData("sip:%@host")]
    [InlineData("sip:%FF@host")]
    [InlineData("sip:alice@[2001:db8::10")]
    [InlineData("sip:alice@[192.0.2.1]")]
    [InlineData("sip:alice@[fe80::1%25eth0]")]
    [InlineData("sip:alice@2001:db8::10")]
    [InlineData("sip:alice@ho,st")]
    [InlineData("sip:alice@host\r\nVia: x")]
    [InlineData("tel:")]
    [InlineData("tel:+")]
    [InlineData("tel:555@host")]
    [InlineData("tel:5 55")]
    [InlineData("1abc:opaque")]
    [InlineData("a_b:opaque")]
    public void TryParse_Malformed_IsRefused(string text)
    {
        Assert.False(SipUri.TryParse(text, out var uri));
        Assert.Null(uri);
        Assert.Throws<FormatException>(() => SipUri.Parse(text));
    }

    [Fact]
    public void TryParse_BytesThatAreNotUtf8_AreRefused()
    {
        Assert.False(SipUri.TryParse([(byte)'s', (byte)'i', (byte)'p', (byte)':', 0xFF, (byte)'@', (byte)'h'], out SipUri? uri));
        Assert.Null(uri);
        Assert.True(SipUri.TryParse("sip:bob@biloxi.example"u8, out SipUri? good));
        Assert.Equal("bob", good.User);
    }

    [Fact]
    public void Tel_KeepsNumberAndParameters()
    {
        var uri = SipUri.Parse("tel:+1-(201)-555.0123;phone-context=example.com;ext=42#");

        Assert.Equal((SipScheme.Tel, "+1-(201)-555.0123", ""), (uri.Scheme, uri.User, uri.Host));
        Assert.Equal("example.com", uri.Parameters["phone-context"]);
        Assert.StartsWith("tel:+1-(201)-555.0123;phone-context=example.com", uri.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tel_WithHashAndStar_IsWrittenUnescaped() => Assert.Equal("tel:*51#2000", SipUri.Parse("tel:*51#2000").ToString());

    [Theory]
    [InlineData("al ice", "sip:al%20ice@h")]
    [InlineData("a@b:c", "sip:a%40b%3Ac@h")]
    [InlineData("*90", "sip:*90@h")]
    [InlineData("#31#5551", "sip:%2331%235551@h")]
    [InlineData("\r\nVia: evil", "sip:%0D%0AVia%3A%20evil@h")]
    [InlineData("100%", "sip:100%25@h")]
    [InlineData("ü😀", "sip:%C3%BC%F0%9F%98%80@h")]
    public void ToString_EscapesWhatAUserPartMayNotHold(string user, string expected)
    {
        var uri = SipUri.Create(user, "h");

        Assert.Equal(expected, uri.ToString());
        Assert.Equal(user, SipUri.Parse(expected).User);
    }

    [Fact]
    public void With_ChangesOnePartAndLeavesTheOriginal()
    {
        var uri = SipUri.Parse("sip:alice:secret@atlanta.com:5080;transport=udp;lr?Subject=x");
        var changed = uri.WithUser("bob").WithHost("2001:db8::1", 5060).WithParameter("transport", "tcp").WithoutParameter("lr").WithoutHeaders();

        Assert.Equal("sip:bob:secret@[2001:db8::1]:5060;transport=tcp", changed.ToString());
        Assert.Equal("sip:alice:secret@atlanta.com:5080;transport=udp;lr?Subject=x", uri.ToString());
        Assert.True(uri.IsLooseRouter);
        Assert.Equal("udp", uri.Transport);
        Assert.Null(changed.WithPort(null).Port);
    }

    // The two lists of RFC 3261 19.1.4.
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp")]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5")]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;security=on")]
    [InlineData("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on")]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com")]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x")]
    [InlineData("tel:+1-201-555-0123", "tel:+12015550123")]
    [InlineData("tel:7042;phone-context=example.com", "tel:7042;phone-context=EXAMPLE.com")]
    [InlineData("urn:service:sos", "URN:service:sos")]
    public void Rfc3261_19_1_4_Equivalent(string left, string right)
    {
        Assert.True(SipUri.Parse(left).IsEquivalentTo(SipUri.Parse(right)));
        Assert.True(SipUri.Parse(right).IsEquivalentTo(SipUri.Parse(left)));
    }

    [Theory]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP")]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060")]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp")]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp")]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting")]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4")]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off")]
    [InlineData("sip:bob@biloxi.com", "sips:bob@biloxi.com")]
    [InlineData("sip:bob:x@biloxi.com", "sip:bob@biloxi.com")]
    [InlineData("tel:7042;phone-context=example.com", "tel:7042")]
    [InlineData("tel:7042;phone-context=a.example", "tel:7042;phone-context=b.example")]
    [InlineData("urn:service:sos", "isbn:service:sos")]
    [InlineData("urn:service:sos", "urn:service:police")]
    public void Rfc3261_19_1_4_NotEquivalent(string left, string right)
    {
        Assert.False(SipUri.Parse(left).IsEquivalentTo(SipUri.Parse(right)));
        Assert.False(SipUri.Parse(right).IsEquivalentTo(SipUri.Parse(left)));
    }

    [Fact]
    public void Equality_ComparesParts()
    {
        var left = SipUri.Parse("sip:alice@Atlanta.com;a=1;b");
        var right = SipUri.Parse("sip:alice@atlanta.com;B;a=1");

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.NotEqual(left, right.WithUser("bob"));
        Assert.NotEqual(left, right.WithParameter("a", "2"));
    }

    [Theory]
    [InlineData("sip:2000@192.0.2.11;transport=udp;transport=tcp")]
    [InlineData("sip:2000@192.0.2.11;x=1;x=2;x")]
    [InlineData("tel:+12015550123;ext=1;ext=2")]
    public void An_Address_That_Gives_A_Parameter_Twice_Still_Equals_Itself(string text)
    {
        Assert.True(SipUri.Parse(text).IsEquivalentTo(SipUri.Parse(text)));
        Assert.Equal(SipUri.Parse(text), SipUri.Parse(text));
        Assert.Equal(SipUri.Parse(text).GetHashCode(), SipUri.Parse(text).GetHashCode());
    }
}
