using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

/// <summary>Ordinary messages for tests that need one.</summary>
internal static class SipTexts
{
    public const string Invite = """
        INVITE sip:2001@undertone.local SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bK776asdhds, SIP/2.0/UDP 192.0.2.11;branch=z9hG4bKb
        Max-Forwards: 70
        Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>
        To: "Two" <sip:2001@undertone.local>
        From: "Agent" <sip:2000@undertone.local>;tag=1928301774
        Call-ID: a84b4c76e66710@pc33
        CSeq: 314159 INVITE
        Contact: <sip:2000@192.0.2.10:5060>
        Timestamp: 54
        Supported: replaces, timer
        Content-Type: application/sdp
        Content-Length: 5

        v=0
        """;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes((text + "\n").ReplaceLineEndings("\r\n"));

    public static SipRequest Request(string text = Invite) => (SipRequest)Message(Bytes(text));

    public static SipMessage Message(byte[] bytes)
    {
        Assert.True(SipMessageParser.TryParse(bytes, SipLimits.Default, out var message, out var error), error?.Text);
        return message;
    }
}
