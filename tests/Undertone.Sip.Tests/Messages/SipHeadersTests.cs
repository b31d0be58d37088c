using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipHeadersTests
{
    [Fact]
    public void AddFirst_GoesBeforeTheFirstOfItsName()
    {
        var headers = new SipHeaders { { "From", "f" }, { "Via", "1" }, { "Via", "2" } };
        headers.AddFirst("v", "0");
        headers.AddFirst("Route", "r");

        Assert.Equal(["Route: r", "From: f", "Via: 0", "Via: 1", "Via: 2"], headers.Select(header => header.ToString()));
    }

    [Fact]
    public void Set_ReplacesAllInThePlaceOfTheFirst()
    {
        var headers = new SipHeaders { { "XA", "1" }, { "XB", "2" }, { "xa", "3" } };
        headers.Set("XA", "new");
        headers.Set("XC", "last");

        Assert.Equal(["XA: new", "XB: 2", "XC: last"], headers.Select(header => header.ToString()));
    }

    [Fact]
    public void Remove_And_RemoveFirst_SayWhetherTheyDid()
    {
        var headers = new SipHeaders { { "Via", "1" }, { "VIA", "2" }, { "To", "t" } };

        Assert.True(headers.RemoveFirst("via"));
        Assert.Equal("2", headers.First("Via"));
        Assert.True(headers.Remove("v"));
        Assert.False(headers.Remove("Via"));
        Assert.False(headers.RemoveFirst("Via"));
        Assert.False(headers.Contains("Via"));
        Assert.True(headers.Contains("t"));
    }

    [Theory]
    [InlineData("i", "Call-ID")]
    [InlineData("M", "Contact")]
    [InlineData("e", "Content-Encoding")]
    [InlineData("l", "Content-Length")]
    [InlineData("c", "Content-Type")]
    [InlineData("f", "From")]
    [InlineData("s", "Subject")]
    [InlineData("k", "Supported")]
    [InlineData("t", "To")]
    [InlineData("v", "Via")]
    [InlineData("o", "Event")]
    [InlineData("u", "Allow-Events")]
    [InlineData("r", "Refer-To")]
    [InlineData("b", "Referred-By")]
    [InlineData("x", "Session-Expires")]
    [InlineData("a", "Accept-Contact")]
    [InlineData("j", "Reject-Contact")]
    [InlineData("d", "Request-Disposition")]
    [InlineData("cAlL-iD", "Call-ID")]
    [InlineData("X-Mine", "X-Mine")]
    [InlineData("z", "z")]
    public void Expand_GivesTheFullName(string written, string full) => Assert.Equal(full, SipHeaderNames.Expand(written));

    [Fact]
    public void List_SplitsAtCommasOutsideQuotesAndBrackets()
    {
        var headers = new SipHeaders
        {
            { "Contact", "\"a, \\\"b\" <sip:x,y@h?a=b,c>;q=\"1,2\" , <sip:z@h>" },
            { "Contact", ", ," },
            { "Supported", "timer , 100rel" },
            { "Supported", "Replaces" },
        };

        Assert.Equal(["\"a, \\\"b\" <sip:x,y@h?a=b,c>;q=\"1,2\"", "<sip:z@h>"], headers.List("m"));
        Assert.Equal(["timer", "100rel", "Replaces"], headers.List("Supported"));
        Assert.True(headers.ListContains("k", "REPLACES"));
        Assert.False(headers.ListContains("k", "rel"));
    }

    [Fact]
    public void Clone_IsIndependent()
    {
        var headers = new SipHeaders { { "XA", "1" } };
        var copy = headers.Clone();
        copy.Add("XB", "2");

        Assert.Single(headers);
        Assert.Equal(2, copy.Count);
    }
}
