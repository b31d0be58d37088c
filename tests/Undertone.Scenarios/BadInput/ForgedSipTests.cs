using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.BadInput;

/// <summary>Requests that claim to be of somebody else, or of a dialog that they do not know.</summary>
[Collection(AttackStage.Name)]
public class ForgedSipTests(AttackStage stage)
{
    private const string Stranger = "127.0.0.2";

    [Theory]
    [InlineData("BYE")]
    [InlineData("INVITE")]
    [InlineData("INFO")]
    [InlineData("UPDATE")]
    public async Task A_Request_Of_A_Dialog_That_Does_Not_Exist_Gets_481(string method)
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        SipResponse answer = await stranger.AskAsync(SipText.Request(method, stranger.Local, toTag: "never-given"));
        Assert.Equal(481, answer.StatusCode);
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Theory]
    [InlineData("BYE", true, false)]
    [InlineData("BYE", false, true)]
    [InlineData("BYE", false, false)]
    [InlineData("INVITE", true, false)]
    [InlineData("INVITE", false, true)]
    [InlineData("INFO", true, false)]
    [InlineData("CANCEL", true, true)]
    [InlineData("CANCEL", false, false)]
    public async Task A_Request_That_Knows_Only_Part_Of_A_Dialog_Does_Not_Touch_It(string method, bool rightServerTag, bool rightPhoneTag)
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        SipMessage accepted = stage.Call.Customer.Received.Last(received => received.Summary == "200 to INVITE").Message;
        string forged = SipText.Request(
            method,
            stranger.Local,
            callId: accepted.CallId,
            fromTag: rightPhoneTag ? accepted.From.Tag! : "forged",
            toTag: rightServerTag ? accepted.To.Tag! : "forged",
            sequence: accepted.CSeq.Number + 1);
        Assert.Equal(481, (await stranger.AskAsync(forged)).StatusCode);
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Fact]
    public async Task A_Forged_Ack_And_Forged_Answers_Are_Ignored()
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        var invite = (SipRequest)stage.Call.Agent.Received.Last(received => received.Summary == "INVITE").Message;
        stranger.Send(SipText.Bytes(SipText.Request("ACK", stranger.Local, callId: invite.CallId, fromTag: invite.From.Tag!, toTag: "forged")));
        foreach (int status in new[] { 180, 200, 302, 486, 603 })
        {
            // The branch is what a forger cannot know.
            var answer = SipResponse.CreateFor(invite, status, toTag: "forged");
            answer.TopVia = answer.TopVia.WithBranch(SipIdentifiers.NewBranch());
            stranger.Send(SipMessageWriter.ToBytes(answer));
        }

        await stranger.PingAsync();
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    [Fact]
    public async Task An_Invite_Without_Credentials_Or_With_Made_Up_Ones_Rings_Nobody()
    {
        using var stranger = new UdpStranger(stage.Server.Sip, Stranger);
        CallMark mark = await stage.Call.MarkAsync();
        int status = (await stranger.AskAsync(Invite())).StatusCode;
        Assert.True(status is 401 or 407, $"{status}");
        SipResponse forged = await stranger.AskAsync(WithCredentials(Invite(), "2001", new string('0', 32)));
        Assert.Equal(403, forged.StatusCode);
        await stage.Call.AssertUndisturbedAsync(mark);

        string Invite() => SipText.Request("INVITE", stranger.Local).Replace("sip:stranger@", "sip:2001@", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_That_Were_Used_Register_Nobody_Again()
    {
        using var phone = new UdpStranger(stage.Server.Sip, "127.0.0.5");
        using var thief = new UdpStranger(stage.Server.Sip, "127.0.0.6");
        CallMark mark = await stage.Call.MarkAsync();
        string register = SipText.Request("REGISTER", phone.Local, user: "2006").Replace("sip:2006@undertone.local SIP", "sip:undertone.local SIP", StringComparison.Ordinal);
        Assert.True(SipMessageParser.TryParse(SipText.Bytes(register), SipLimits.Default, out SipMessage? first, out _));
        Assert.True(new DigestClient().TryAnswer(
            await phone.AskAsync(register), (SipRequest)first, "2006", ServerProcess.PasswordOf("2006"), out SipHeader credentials));
        string authorization = $"{credentials.Name}: {credentials.Value}\r\n";
        Assert.Equal(200, (await phone.AskAsync(Register(phone, authorization))).StatusCode);
        string devices = await DevicesAsync();

        SipResponse replayed = await thief.AskAsync(Register(thief, authorization));
        Assert.Equal(401, replayed.StatusCode);
        Assert.Contains("stale=true", replayed.Headers.First("WWW-Authenticate")!, StringComparison.Ordinal);
        Assert.Equal(401, (await phone.AskAsync(Register(phone, authorization))).StatusCode);
        Assert.Equal(devices, await DevicesAsync());
        await stage.Call.AssertUndisturbedAsync(mark);

        static string Register(UdpStranger who, string authorization) => SipText
            .Request("REGISTER", who.Local, user: "2006", sequence: 2, more: authorization)
            .Replace("sip:2006@undertone.local SIP", "sip:undertone.local SIP", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Flood_Of_Wrong_Passwords_Is_Locked_Out_And_Phones_Go_On()
    {
        const int requests = 2_000;
        const int atOnce = 20;
        using var guesser = new UdpStranger(stage.Server.Sip, "127.0.0.3");
        CallMark mark = await stage.Call.MarkAsync();
        int linesBefore = stage.Server.Log.Count(c => c == '\n');

        Task flood = FloodAsync();
        await using (LiveCall during = await LiveCall.StartAsync(stage.Server, stage.Call.Api, agent: "2004", customer: "2005"))
        {
            await flood;
            await during.AssertUndisturbedAsync(await during.MarkAsync());
        }

        await stage.Call.AssertUndisturbedAsync(mark);
        int lines = stage.Server.Log.Count(c => c == '\n') - linesBefore;
        Assert.True(lines < requests / 4, $"{lines} lines of log");

        // The address is locked out, whatever it knows; others are not.
        SipResponse late = await guesser.AskAsync(WithCredentials(SipText.Request("REGISTER", guesser.Local, user: "2006"), "2006", new string('0', 32)));
        Assert.Equal(403, late.StatusCode);
        using var other = new UdpStranger(stage.Server.Sip, "127.0.0.4");
        Assert.Equal(401, (await other.AskAsync(SipText.Request("REGISTER", other.Local, user: "2006"))).StatusCode);

        async Task FloodAsync()
        {
            await Task.Yield();
            for (int sent = 0; sent < requests; sent += atOnce)
            {
                string last = "";
                for (int i = 0; i < atOnce; i++)
                {
                    string user = $"{2000 + ((sent + i) % 10)}";
                    last = SipIdentifiers.NewCallId();
                    string register = SipText.Request("REGISTER", guesser.Local, user: user, callId: last);
                    guesser.Send(SipText.Bytes(WithCredentials(register, user, $"{sent + i:x32}")));
                }

                Assert.Equal(403, (await guesser.AnswerToAsync(last)).StatusCode);
            }
        }
    }

    private static string WithCredentials(string request, string user, string response) => request.Replace(
        "Content-Length: 0",
        $"Authorization: Digest username=\"{user}\", realm=\"undertone.local\", nonce=\"made-up\", uri=\"sip:undertone.local\", "
        + $"response=\"{response}\", algorithm=MD5, qop=auth, cnonce=\"c\", nc=00000001\r\nContent-Length: 0",
        StringComparison.Ordinal);

    private async Task<string> DevicesAsync()
    {
        JsonObject answer = await stage.Call.Api.GetAsync("extension/get?number=2006");
        return answer["data"]!["online_status"]!["sip_phone"]!.ToJsonString();
    }
}
