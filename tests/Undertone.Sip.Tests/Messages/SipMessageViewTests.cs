using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipMessageViewTests
{
    [Fact]
    public void Views_ReadAParsedRequest()
    {
        var request = SipTexts.Request();

        Assert.Equal(2, request.Vias.Count);
        Assert.Equal("z9hG4bK776asdhds", request.TopVia.Branch);
        Assert.Equal(("Agent", "1928301774"), (request.From.DisplayName, request.From.Tag));
        Assert.Null(request.To.Tag);
        Assert.Equal("a84b4c76e66710@pc33", request.CallId);
        Assert.Equal(314159u, request.CSeq.Number);
        Assert.Equal("2000", Assert.Single(request.Contacts).Uri.User);
        Assert.Equal(["p2.example.com", "p1.example.com"], request.RecordRoutes.Select(route => route.Uri.Host));
        Assert.Empty(request.Routes);
        Assert.Equal(70, request.MaxForwards);
        Assert.Null(request.Expires);
        Assert.True(request.HasContentType("Application/SDP"));
        Assert.Equal("v=0\r\n"u8.ToArray(), request.Body.ToArray());
        Assert.Equal("INVITE sip:2001@undertone.local", request.ToString());
    }

    [Fact]
    public void Views_FollowLaterChangesOfTheHeaders()
    {
        var request = SipTexts.Request();
        Assert.Equal("1928301774", request.From.Tag);
        Assert.Equal(2, request.Vias.Count);

        request.Headers.Set("From", "<sip:x@h>;tag=new");
        request.Headers.AddFirst("Via", "SIP/2.0/TCP top;branch=z9hG4bKtop");
        request.Headers.Set("CSeq", "2 INVITE");
        request.Headers.Set("Contact", "*");

        Assert.Equal("new", request.From.Tag);
        Assert.Equal("top", request.TopVia.Host);
        Assert.Equal(2u, request.CSeq.Number);
        Assert.True(request.HasWildcardContact);
        Assert.Empty(request.Contacts);
    }

    [Fact]
    public void Setters_WriteTheHeaders()
    {
        var request = new SipRequest(SipMethod.Register, SipUri.Parse("sip:h"))
        {
            From = new NameAddress(SipUri.Parse("sip:a@h")).WithTag("1"),
            To = new NameAddress(SipUri.Parse("sip:a@h")),
            CallId = "c",
            CSeq = new CSeqHeader(1, SipMethod.Register),
            MaxForwards = 70,
            Expires = 60,
            Contacts = [new NameAddress(SipUri.Parse("sip:a@192.0.2.1")), new NameAddress(SipUri.Parse("sip:a@192.0.2.2"))],
            Routes = [new NameAddress(SipUri.Parse("sip:p;lr"))],
        };
        request.PushVia(new ViaHeader("UDP", "one", 5060, SipParameters.Empty));
        request.PushVia(new ViaHeader("UDP", "two", null, SipParameters.Empty));
        request.TopVia = request.TopVia.WithReceived("192.0.2.9");

        Assert.Equal(
            [
                "Via: SIP/2.0/UDP two;received=192.0.2.9", "Via: SIP/2.0/UDP one:5060", "From: <sip:a@h>;tag=1", "To: <sip:a@h>", "Call-ID: c", "CSeq: 1 REGISTER",
                "Max-Forwards: 70", "Expires: 60", "Contact: <sip:a@192.0.2.1>", "Contact: <sip:a@192.0.2.2>", "Route: <sip:p;lr>",
            ],
            request.Headers.Select(header => header.ToString()));
        Assert.True(request.PopVia());
        Assert.Equal("one", request.TopVia.Host);
        Assert.True(request.PopVia());
        Assert.False(request.PopVia());
        request.MaxForwards = null;
        request.Expires = null;
        Assert.False(request.Headers.Contains("Max-Forwards") || request.Headers.Contains("Expires"));
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("0", 0)]
    [InlineData("4294967295", int.MaxValue)]
    [InlineData("100000000000000000000000000000", int.MaxValue)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public void Expires_IsCutAndForgiving(string value, int? expected)
    {
        var request = SipTexts.Request();
        request.Headers.Set("Expires", value);
        Assert.Equal(expected, request.Expires);
    }

    [Fact]
    public void Views_OfMissingOrMalformedHandMadeHeaders_Throw()
    {
        var request = new SipRequest(SipMethod.Options, SipUri.Parse("sip:h"));
        Assert.Throws<InvalidOperationException>(() => request.From);
        Assert.Throws<InvalidOperationException>(() => request.TopVia);
        Assert.Throws<InvalidOperationException>(() => request.CallId);
        Assert.Throws<InvalidOperationException>(() => request.CSeq);
        request.Headers.Add("Contact", "<oops");
        Assert.Throws<InvalidOperationException>(() => request.Contacts);
    }

    [Fact]
    public void Clone_ChangesAlone()
    {
        var request = SipTexts.Request();
        var copy = request.Clone();
        copy.CallId = "other";
        copy.Headers.Remove("Contact");

        Assert.Equal("a84b4c76e66710@pc33", request.CallId);
        Assert.Single(request.Contacts);
        Assert.Equal(request.Body, copy.Body);
    }
}
