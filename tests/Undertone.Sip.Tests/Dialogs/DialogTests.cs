using System.Text;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Dialogs;

public sealed class DialogTests
{
    private static readonly SipRequest Invite = Request("""
        INVITE sip:bob@biloxi.example.com SIP/2.0
        Via: SIP/2.0/TCP client.atlanta.example.com:5060;branch=z9hG4bK74bf9
        Max-Forwards: 70
        Record-Route: <sip:ss2.biloxi.example.com;lr>, <sip:ss1.atlanta.example.com;lr>
        From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
        To: Bob <sip:bob@biloxi.example.com>
        Call-ID: 3848276298220188511@atlanta.example.com
        CSeq: 12 INVITE
        Contact: <sip:alice@client.atlanta.example.com;transport=tcp>
        Content-Length: 0
        """);

    private static readonly SipResponse Ok = Response("""
        SIP/2.0 200 OK
        Via: SIP/2.0/TCP client.atlanta.example.com:5060;branch=z9hG4bK74bf9;received=192.0.2.101
        Record-Route: <sip:ss2.biloxi.example.com;lr>
        Record-Route: <sip:ss1.atlanta.example.com;lr>
        From: Alice <sip:alice@atlanta.example.com>;tag=9fxced76sl
        To: Bob <sip:bob@biloxi.example.com>;tag=314159
        Call-ID: 3848276298220188511@atlanta.example.com
        CSeq: 12 INVITE
        Contact: <sip:bob@client.biloxi.example.com;transport=tcp>
        Content-Length: 0
        """);

    [Fact]
    public void Rfc3261_12_1_2_TheCallersDialog_TakesTheRouteSetInReverse()
    {
        var dialog = Dialog.FromUac(Invite, Ok);

        Assert.Equal(new DialogId("3848276298220188511@atlanta.example.com", "9fxced76sl", "314159"), dialog.Id);
        Assert.Equal("sip:alice@atlanta.example.com", dialog.LocalUri.ToString());
        Assert.Equal("sip:bob@biloxi.example.com", dialog.RemoteUri.ToString());
        Assert.Equal("sip:bob@client.biloxi.example.com;transport=tcp", dialog.RemoteTarget.ToString());
        Assert.Equal(["<sip:ss1.atlanta.example.com;lr>", "<sip:ss2.biloxi.example.com;lr>"], dialog.RouteSet.Select(route => route.ToString()));
        Assert.Equal(12u, dialog.LocalSequence);
        Assert.Null(dialog.RemoteSequence);
        Assert.False(dialog.IsEarly);
        Assert.Equal("sip:ss1.atlanta.example.com;lr", dialog.NextHop.ToString());
    }

    [Fact]
    public void Rfc3261_12_1_1_TheCalleesDialog_TakesTheRouteSetInOrder()
    {
        var dialog = Dialog.FromUas(Invite, "314159", isEarly: true);

        Assert.Equal(new DialogId("3848276298220188511@atlanta.example.com", "314159", "9fxced76sl"), dialog.Id);
        Assert.Equal("sip:bob@biloxi.example.com", dialog.LocalUri.ToString());
        Assert.Equal("Alice", dialog.Remote.DisplayName);
        Assert.Equal("sip:alice@client.atlanta.example.com;transport=tcp", dialog.RemoteTarget.ToString());
        Assert.Equal(["<sip:ss2.biloxi.example.com;lr>", "<sip:ss1.atlanta.example.com;lr>"], dialog.RouteSet.Select(route => route.ToString()));
        Assert.Equal(12u, dialog.RemoteSequence);
        Assert.Equal(0u, dialog.LocalSequence);
        Assert.True(dialog.IsEarly);
        Assert.False(dialog.Confirm().IsEarly);
    }

    [Fact]
    public void Rfc3261_12_1_1_OurResponse_GivesItsTagAndWhetherItIsEarly()
    {
        var ringing = Dialog.FromUas(Invite, SipResponse.CreateFor(Invite, 180, toTag: "b1"));
        var accepted = Dialog.FromUas(Invite, SipResponse.CreateFor(Invite, 200, toTag: "b1"));

        Assert.Equal(("b1", true), (ringing.LocalTag, ringing.IsEarly));
        Assert.Equal(("b1", false), (accepted.LocalTag, accepted.IsEarly));
        Assert.False(ringing.Confirm().IsEarly);
    }

    [Fact]
    public void Rfc3261_12_2_1_1_ARequest_CountsUpAndGoesByTheLooseRoutes()
    {
        var (bye, next) = Dialog.FromUac(Invite, Ok).CreateRequest(SipMethod.Bye);

        Assert.Equal("sip:bob@client.biloxi.example.com;transport=tcp", bye.RequestUri.ToString());
        Assert.Equal(["<sip:ss1.atlanta.example.com;lr>", "<sip:ss2.biloxi.example.com;lr>"], bye.Routes.Select(route => route.ToString()));
        Assert.Equal(new CSeqHeader(13, SipMethod.Bye), bye.CSeq);
        Assert.Equal("9fxced76sl", bye.From.Tag);
        Assert.Equal("314159", bye.To.Tag);
        Assert.Equal("3848276298220188511@atlanta.example.com", bye.CallId);
        Assert.Equal(70, bye.MaxForwards);
        Assert.Empty(bye.Contacts);
        Assert.Equal(13u, next.LocalSequence);
        Assert.Equal(14u, next.CreateRequest(SipMethod.Info).Request.CSeq.Number);
    }

    [Fact]
    public void Rfc3261_12_2_1_1_AStrictRouter_StandsInTheRequestUriAndTheTargetLast()
    {
        var response = Ok.Clone();
        response.RecordRoutes = [Address("<sip:last@192.0.2.3;lr>"), Address("<sip:strict@192.0.2.2;method=INVITE?Subject=x>")];

        var (info, _) = Dialog.FromUac(Invite, response).CreateRequest(SipMethod.Info);

        Assert.Equal("sip:strict@192.0.2.2", info.RequestUri.ToString());
        Assert.Equal(
            ["<sip:last@192.0.2.3;lr>", "<sip:bob@client.biloxi.example.com;transport=tcp>"],
            info.Routes.Select(route => route.ToString()));
    }

    [Fact]
    public void Rfc3261_12_2_1_1_WithoutRoutes_TheTargetIsTheNextHop()
    {
        var response = Ok.Clone();
        response.Headers.Remove("Record-Route");
        var dialog = Dialog.FromUac(Invite, response);

        var (update, _) = dialog.CreateRequest(SipMethod.Update, SipUri.Create("alice", "192.0.2.9"));

        Assert.Equal("sip:bob@client.biloxi.example.com;transport=tcp", dialog.NextHop.ToString());
        Assert.Empty(update.Routes);
        Assert.Equal("<sip:alice@192.0.2.9>", Assert.Single(update.Contacts).ToString());
    }

    [Fact]
    public void Rfc3261_13_2_2_4_TheAck_HasTheNumberAndTheCredentialsOfTheInvite()
    {
        var invite = Invite.Clone();
        invite.Headers.Add("Proxy-Authorization", "Digest username=\"alice\"");
        var dialog = Dialog.FromUac(invite, Ok).CreateRequest(SipMethod.Info).Next;

        var ack = dialog.CreateAck(invite);

        Assert.Equal(new CSeqHeader(12, SipMethod.Ack), ack.CSeq);
        Assert.Equal("Digest username=\"alice\"", ack.Headers.First("Proxy-Authorization"));
        Assert.Equal("sip:bob@client.biloxi.example.com;transport=tcp", ack.RequestUri.ToString());
        Assert.Equal(2, ack.Routes.Count);
        Assert.Equal(13u, dialog.LocalSequence);
    }

    [Theory]
    [InlineData("13 BYE", DialogVerdict.InOrder, 13u)]
    [InlineData("4000 BYE", DialogVerdict.InOrder, 4000u)]
    [InlineData("12 BYE", DialogVerdict.OutOfOrder, 12u)]
    [InlineData("11 BYE", DialogVerdict.OutOfOrder, 12u)]
    [InlineData("12 ACK", DialogVerdict.InOrder, 12u)]
    [InlineData("12 CANCEL", DialogVerdict.InOrder, 12u)]
    public void Rfc3261_12_2_2_TheSequenceNumber_MustGrow(string cseq, DialogVerdict verdict, uint remembered)
    {
        var dialog = Dialog.FromUas(Invite, "314159", isEarly: false);

        var (actual, next) = dialog.Receive(InDialog(cseq));

        Assert.Equal(verdict, actual);
        Assert.Equal(remembered, next.RemoteSequence);
    }

    [Fact]
    public void Rfc3261_12_2_2_TheFirstRequestOfThePeer_MayHaveAnyNumber()
    {
        var request = InDialog("1 BYE");
        (request.From, request.To) = (request.To, request.From);

        Assert.Equal(DialogVerdict.InOrder, Dialog.FromUac(Invite, Ok).Receive(request).Verdict);
    }

    [Theory]
    [InlineData("Call-ID", "other")]
    [InlineData("From", "<sip:alice@atlanta.example.com>;tag=other")]
    [InlineData("To", "<sip:bob@biloxi.example.com>")]
    public void Rfc3261_12_2_2_ARequestWithOtherIdentifiers_IsNotOfThisDialog(string header, string value)
    {
        var dialog = Dialog.FromUas(Invite, "314159", isEarly: false);
        var request = InDialog("13 BYE");
        request.Headers.Set(header, value);

        Assert.Equal((DialogVerdict.NotOfThisDialog, dialog), dialog.Receive(request));
    }

    [Theory]
    [InlineData("13 INVITE", true)]
    [InlineData("13 UPDATE", true)]
    [InlineData("13 INFO", false)]
    public void Rfc3261_12_2_2_OnlyTargetRefreshRequests_MoveTheTarget(string cseq, bool moves)
    {
        var request = InDialog(cseq);
        request.Contacts = [Address("<sip:alice@192.0.2.77>")];

        var (_, next) = Dialog.FromUas(Invite, "314159", isEarly: false).Receive(request);

        Assert.Equal(moves ? "sip:alice@192.0.2.77" : "sip:alice@client.atlanta.example.com;transport=tcp", next.RemoteTarget.ToString());
    }

    [Theory]
    [InlineData(200, "INVITE", true)]
    [InlineData(200, "UPDATE", true)]
    [InlineData(180, "INVITE", false)]
    [InlineData(488, "INVITE", false)]
    [InlineData(200, "INFO", false)]
    public void Rfc3261_12_2_1_2_OnlyASuccessOfATargetRefresh_MovesTheTarget(int status, string method, bool moves)
    {
        var response = Ok.Clone();
        response.StatusCode = status;
        response.CSeq = new CSeqHeader(13, new SipMethod(method));
        response.Contacts = [Address("<sip:bob@192.0.2.88>")];

        var next = Dialog.FromUac(Invite, Ok).AfterResponse(response);

        Assert.Equal(moves ? "sip:bob@192.0.2.88" : "sip:bob@client.biloxi.example.com;transport=tcp", next.RemoteTarget.ToString());
        Assert.Equal(2, next.RouteSet.Count);
    }

    [Fact]
    public void Rfc3261_13_2_2_4_The2xx_ConfirmsAnEarlyDialogAndFixesItsRouteSet()
    {
        var ringing = Ok.Clone();
        ringing.StatusCode = 180;
        ringing.Headers.Remove("Record-Route");
        ringing.Headers.Remove("Contact");
        var early = Dialog.FromUac(Invite, ringing);
        Assert.True(early.IsEarly);
        Assert.Equal("sip:bob@biloxi.example.com", early.RemoteTarget.ToString());
        Assert.Empty(early.RouteSet);

        var confirmed = early.AfterResponse(Ok);

        Assert.False(confirmed.IsEarly);
        Assert.Equal("sip:ss1.atlanta.example.com;lr", confirmed.NextHop.ToString());
        Assert.Equal("sip:bob@client.biloxi.example.com;transport=tcp", confirmed.RemoteTarget.ToString());
    }

    [Fact]
    public void Rfc3261_12_1_2_AnRfc2543Peer_HasNoTag()
    {
        var response = Ok.Clone();
        response.To = response.To.WithoutTag();
        var dialog = Dialog.FromUac(Invite, response);

        Assert.Equal("", dialog.RemoteTag);
        Assert.Null(dialog.CreateRequest(SipMethod.Bye).Request.To.Tag);
    }

    private static SipRequest InDialog(string cseq)
    {
        var request = Invite.Clone();
        request.To = request.To.WithTag("314159");
        Assert.True(CSeqHeader.TryParse(cseq, out var parsed));
        request.CSeq = parsed;
        request.Method = parsed.Method;
        return request;
    }

    private static NameAddress Address(string text)
    {
        Assert.True(NameAddress.TryParse(text, out var address));
        return address;
    }

    private static SipRequest Request(string text) => Assert.IsType<SipRequest>(Parse(text));

    private static SipResponse Response(string text) => Assert.IsType<SipResponse>(Parse(text));

    private static SipMessage Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n") + "\r\n\r\n");
        Assert.True(SipMessageParser.TryParse(bytes, SipLimits.Default, out var message, out var error), error?.Text);
        return message;
    }
}
