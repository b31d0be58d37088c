namespace Undertone.Sip.Tests.Sdp;

/// <summary>Offers in the shapes that common phones and servers send; the addresses are documentation addresses.</summary>
internal static class PhoneOffers
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["Yealink"] = """
            v=0
            o=- 20001 20001 IN IP4 192.0.2.11
            s=SDP data
            c=IN IP4 192.0.2.11
            t=0 0
            m=audio 11780 RTP/AVP 9 0 8 18 101
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:18 G729/8000
            a=fmtp:18 annexb=no
            a=fmtp:101 0-15
            a=rtpmap:101 telephone-event/8000
            a=ptime:20
            a=sendrecv
            """,
        ["Grandstream"] = """
            v=0
            o=2000 8000 8000 IN IP4 192.0.2.12
            s=SIP Call
            c=IN IP4 192.0.2.12
            t=0 0
            m=audio 5004 RTP/AVP 0 8 4 18 9 101
            a=sendrecv
            a=rtcp:5005 IN IP4 192.0.2.12
            a=rtpmap:0 PCMU/8000
            a=ptime:20
            a=rtpmap:8 PCMA/8000
            a=rtpmap:4 G723/8000
            a=rtpmap:18 G729/8000
            a=fmtp:18 annexb=no
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj
            """,
        ["Polycom"] = """
            v=0
            o=- 1618318131 1618318131 IN IP4 192.0.2.13
            s=Polycom IP Phone
            c=IN IP4 192.0.2.13
            b=AS:512
            t=0 0
            a=sendrecv
            m=audio 2230 RTP/AVP 9 0 8 127
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:127 telephone-event/8000
            m=video 2232 RTP/AVP 109
            a=rtpmap:109 H264/90000
            a=fmtp:109 profile-level-id=42800d; max-mbps=40500
            """,
        ["Zoiper"] = """
            v=0
            o=Zoiper 0 1 IN IP4 192.0.2.14
            s=Zoiper
            c=IN IP4 192.0.2.14
            t=0 0
            m=audio 8000 RTP/AVP 106 9 98 101 0 8 3
            a=rtpmap:106 opus/48000/2
            a=fmtp:106 minptime=20; cbr=1; maxaveragebitrate=40000; useinbandfec=1
            a=rtpmap:98 telephone-event/48000
            a=fmtp:98 0-16
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=sendrecv
            """,
        ["Linphone"] = """
            v=0
            o=alice 3413 1921 IN IP4 192.0.2.15
            s=Talk
            c=IN IP4 192.0.2.15
            t=0 0
            a=rtcp-xr:rcvr-rtt=all:10000 stat-summary=loss,dup,jitt,TTL voip-metrics
            a=record:off
            m=audio 7078 RTP/AVP 96 97 98 0 8 18 101 99 100
            a=rtpmap:96 opus/48000/2
            a=fmtp:96 useinbandfec=1
            a=rtpmap:97 speex/16000
            a=fmtp:97 vbr=on
            a=rtpmap:98 speex/8000
            a=fmtp:98 vbr=on
            a=fmtp:18 annexb=yes
            a=rtpmap:101 telephone-event/48000
            a=rtpmap:99 telephone-event/16000
            a=rtpmap:100 telephone-event/8000
            a=rtcp-fb:* trr-int 5000
            """,
        ["baresip"] = """
            v=0
            o=- 2890844526 2067 IN IP4 192.0.2.16
            s=-
            c=IN IP4 192.0.2.16
            t=0 0
            a=tool:baresip 2.9.0
            m=audio 10042 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=rtcp:10043
            a=sendrecv
            a=label:1
            a=rtcp-rsize
            a=ssrc:2710127823 cname:sip:2000@undertone.local
            a=ptime:20
            """,
        ["SIPp"] = """
            v=0
            o=user1 53655765 2353687637 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 6000 RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """,
        ["Asterisk"] = """
            v=0
            o=- 1207829284 1207829284 IN IP4 192.0.2.18
            s=Asterisk
            c=IN IP4 192.0.2.18
            t=0 0
            m=audio 15042 RTP/AVP 0 8 101
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=maxptime:140
            a=sendrecv
            """,
    };
}
