using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Benchmarks.Sip;

/// <summary>Messages as desk phones send them through one proxy.</summary>
internal static class SipSamples
{
    public const string Offer = """
        v=0
        o=- 3920185511 3920185511 IN IP4 192.0.2.10
        s=Desk phone
        c=IN IP4 192.0.2.10
        b=AS:84
        t=0 0
        m=audio 11790 RTP/AVP 9 0 8 18 101
        a=rtpmap:9 G722/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:18 G729/8000
        a=fmtp:18 annexb=no
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-16
        a=rtcp:11791
        a=ptime:20
        a=maxptime:60
        a=sendrecv

        """;

    private const string InviteHead = """
        INVITE sip:2001@undertone.example.com:5060;user=phone SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-524287-1---5f0c2d7be1a9;rport
        Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK2847164523;rport=5060;received=192.0.2.10
        Record-Route: <sip:192.0.2.1:5060;lr>
        Max-Forwards: 69
        From: "Agent Smith" <sip:2000@undertone.example.com>;tag=1928301774
        To: <sip:2001@undertone.example.com;user=phone>
        Call-ID: 7f3b9a0c-51e2-4d0e-9c1b-2f6f0a7d8e55@192.0.2.10
        CSeq: 20 INVITE
        Contact: <sip:2000@192.0.2.10:5060;transport=udp>
        Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REFER, NOTIFY, UPDATE, PRACK
        Supported: replaces, timer, 100rel
        Session-Expires: 1800;refresher=uac
        Min-SE: 90
        User-Agent: Desk phone 5.2.1
        Content-Type: application/sdp
        """;

    private const string RegisterHead = """
        REGISTER sip:undertone.example.com SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK2847164524;rport
        Max-Forwards: 70
        From: "Agent Smith" <sip:2000@undertone.example.com>;tag=4012873519
        To: "Agent Smith" <sip:2000@undertone.example.com>
        Call-ID: 0a51d3c6-8d0f-4a0f-b6e0-cc19dd1a3b70@192.0.2.10
        CSeq: 3 REGISTER
        Contact: <sip:2000@192.0.2.10:5060;transport=udp>;expires=300
        Authorization: Digest username="2000", realm="undertone", nonce="0000019a3c5e77d14fb1c6a2905e3d8b6a0f2d7cc3914be2870d5a61f2b9e034", uri="sip:undertone.example.com", response="6629fae49393a05397450978507c4ef1f0e2d3c4b5a69788796a5b4c3d2e1f00", algorithm=SHA-256, qop=auth, cnonce="0a4f113b5c6d7e8f", nc=00000001
        Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REFER, NOTIFY, UPDATE, PRACK
        User-Agent: Desk phone 5.2.1
        """;

    private const string OkHead = """
        SIP/2.0 200 OK
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-524287-1---5f0c2d7be1a9;rport=5060
        Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK2847164523;rport=5060;received=192.0.2.10
        Record-Route: <sip:192.0.2.1:5060;lr>
        From: "Agent Smith" <sip:2000@undertone.example.com>;tag=1928301774
        To: <sip:2001@undertone.example.com;user=phone>;tag=a6c85cf
        Call-ID: 7f3b9a0c-51e2-4d0e-9c1b-2f6f0a7d8e55@192.0.2.10
        CSeq: 20 INVITE
        Contact: <sip:2001@192.0.2.20:5060;transport=udp>
        Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, REFER, NOTIFY, UPDATE
        Supported: replaces, timer
        Content-Type: application/sdp
        """;

    public static byte[] Invite { get; } = Message(InviteHead, Offer);

    public static byte[] Register { get; } = Message(RegisterHead, "");

    public static byte[] Ok { get; } = Message(OkHead, Offer);

    public static byte[] Lines(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    public static SipMessage Parse(byte[] datagram) => SipMessageParser.TryParse(datagram, SipLimits.Default, out var message, out var error)
        ? message
        : throw new InvalidDataException(error.Text);

    private static byte[] Message(string head, string body) => Lines($"{head}\nContent-Length: {Lines(body).Length}\n\n{body}");
}
