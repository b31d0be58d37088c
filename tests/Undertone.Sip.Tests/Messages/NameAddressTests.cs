using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class NameAddressTests
{
    [Theory]
    [InlineData("\"A. G. Bell\" <sip:agb@bell-telephone.com> ;tag=a48s", "A. G. Bell", "agb", "a48s")]
    [InlineData("sip:+12125551212@server.phone2net.com;tag=887s", null, "+12125551212", "887s")]
    [InlineData("Anonymous <sip:c8oqz84zk7z@privacy.org>;tag=hyh8", "Anonymous", "c8oqz84zk7z", "hyh8")]
    [InlineData("<sip:alice@h>", null, "alice", null)]
    [InlineData("\"a \\\"b\\\\c\\\" <x>, ;d\" <sip:alice@h>;tag=1", "a \"b\\c\" <x>, ;d", "alice", "1")]
    [InlineData("\"\" <sip:alice@h>", "", "alice", null)]
    [InlineData("Jürgen Müller <sip:alice@h>", "Jürgen Müller", "alice", null)]
    [InlineData("Sales (2nd floor) <sip:alice@h>", "Sales (2nd floor)", "alice", null)]
    [InlineData("  <sip:alice@h>  ;  tag = x ", null, "alice", "x")]
    [InlineData("<tel:+12015550123>;tag=9", null, "+12015550123", "9")]
    public void TryParse_GivesNameAddressAndTag(string text, string? name, string user, string? tag)
    {
        Assert.True(NameAddress.TryParse(text, out var address));
        Assert.Equal((name, user, tag), (address.DisplayName, address.Uri.User, address.Tag));
        Assert.True(NameAddress.TryParse(address.ToString(), out var again));
        Assert.Equal(address with { DisplayName = name is "" ? null : name }, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("<>")]
    [InlineData("<sip:alice@h")]
    [InlineData("sip:alice@h>")]
    [InlineData("< sip:alice@h >")]
    [InlineData("\"open <sip:alice@h>")]
    [InlineData("\"name\" sip:alice@h")]
    [InlineData("Bell, Alexander <sip:alice@h>")]
    [InlineData("<sip:alice@h> junk")]
    [InlineData("<sip:alice@h>;")]
    [InlineData("<sip:alice@h>;=x")]
    [InlineData("<sip:alice@h>;a=")]
    [InlineData("<sip:alice@h>;a=\"open")]
    [InlineData("<sip:alice@h>;a=b c")]
    [InlineData("<sip:alice@h>;a b")]
    [InlineData("sip:alice@h?Subject=x")]
    [InlineData("sip:alice@h,sip:bob@h")]
    [InlineData("alice@h")]
    public void TryParse_Malformed_IsRefused(string text)
    {
        Assert.False(NameAddress.TryParse(text, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void ToString_QuotesNamesAndCannotBeBrokenOutOf()
    {
        var address = new NameAddress("x\" <sip:evil@h>\r\nVia: y", SipUri.Create("alice", "h"), SipParameters.Empty).WithTag("t");

        Assert.Equal("\"x\\\" <sip:evil@h>  Via: y\" <sip:alice@h>;tag=t", address.ToString());
        Assert.Equal("<sip:alice@h>;tag=t", (address with { DisplayName = null }).ToString());
        Assert.Null(address.WithoutTag().Tag);
    }

    [Fact]
    public void QuotedParameters_StayQuotedAndAreReadWithoutQuotes()
    {
        const string Text = "<sip:a@h>;+sip.instance=\"<urn:uuid:1-2>\";reg-id=1;note=\"plain\";flag";
        Assert.True(NameAddress.TryParse(Text, out var address));

        Assert.Equal("<urn:uuid:1-2>", address.Parameters["+SIP.instance"]);
        Assert.Equal("plain", address.Parameters["note"]);
        Assert.True(address.Parameters.TryGet("flag", out var value) && value is null);
        Assert.Equal(Text, address.ToString());
    }
}
