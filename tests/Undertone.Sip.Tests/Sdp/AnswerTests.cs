using System.Net;
using Undertone.Sip.Sdp;

namespace Undertone.Sip.Tests.Sdp;

public sealed class AnswerTests
{
    private static NegotiatedAudio Answer(SessionDescription offer, out SessionDescription answer, LocalAudio? local = null)
    {
        Assert.True(SdpOfferAnswer.TryAnswer(offer, local ?? Describe.Local, out var made, out var negotiated, out var refusal), refusal.ToString());
        answer = made;
        return negotiated;
    }

    [Theory]
    [InlineData("Yealink", "PCMU", 0, 101, "192.0.2.11:11780", 11781)]
    [InlineData("Grandstream", "PCMU", 0, 101, "192.0.2.12:5004", 5005)]
    [InlineData("Polycom", "PCMU", 0, 127, "192.0.2.13:2230", 2231)]
    [InlineData("Zoiper", "PCMU", 0, 101, "192.0.2.14:8000", 8001)]
    [InlineData("Linphone", "PCMU", 0, 100, "192.0.2.15:7078", 7079)]
    [InlineData("baresip", "PCMU", 0, 101, "192.0.2.16:10042", 10043)]
    [InlineData("SIPp", "PCMU", 0, null, "127.0.0.1:6000", 6001)]
    [InlineData("Asterisk", "PCMU", 0, 101, "192.0.2.18:15042", 15043)]
    public void Answers_The_Offer_Of_A_Phone(string phone, string codec, int payloadType, int? events, string rtp, int rtcpPort)
    {
        var negotiated = Answer(Describe.Sdp(PhoneOffers.All[phone]), out var answer);
        Assert.Equal(codec, negotiated.Codec.Name);
        Assert.Equal((payloadType, payloadType), (negotiated.SendPayloadType, negotiated.ReceivePayloadType));
        Assert.Equal((events, events), (negotiated.TelephoneEventSendPayloadType, negotiated.TelephoneEventReceivePayloadType));
        Assert.Equal(IPEndPoint.Parse(rtp), negotiated.FarRtp);
        Assert.Equal(rtcpPort, negotiated.FarRtcp!.Port);
        Assert.True(negotiated is { WeSend: true, WeReceive: true, IsHeldByFarSide: false });
        Assert.Equal(TimeSpan.FromMilliseconds(20), negotiated.PacketTime);
        Assert.Equal(20000, answer.Media[0].Port);
        Assert.Equal(SdpDirection.SendRecv, answer.Media[0].Direction);
    }

    [Fact]
    public void The_Answer_Is_Written_Line_By_Line_As_Expected()
    {
        Answer(Describe.Sdp(PhoneOffers.All["Polycom"]), out var answer);
        Assert.Equal(
            """
            v=0
            o=- 77 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 20000 RTP/AVP 0 127
            a=rtpmap:0 PCMU/8000
            a=rtpmap:127 telephone-event/8000
            a=fmtp:127 0-16
            a=ptime:20
            a=sendrecv
            m=video 0 RTP/AVP 109

            """,
            answer.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/AVP 0 8", "PCMU", 0)]
    [InlineData("m=audio 4000 RTP/AVP 8", "PCMA", 8)]
    [InlineData("m=audio 4000 RTP/AVP 9", "G722", 9)]
    [InlineData("m=audio 4000 RTP/AVP 97\na=rtpmap:97 pcmu/8000", "PCMU", 97)]
    [InlineData("m=audio 4000 RTP/AVP 98\na=rtpmap:98 PCMA/8000/1", "PCMA", 98)]
    [InlineData("m=audio 4000 RTP/AVP 9\na=rtpmap:9 G722/16000", "G722", 9)]
    [InlineData("m=audio 4000 RTP/AVP 0 97\na=rtpmap:0 opus/48000/2\na=rtpmap:97 PCMU/8000", "PCMU", 97)]
    public void Static_And_Dynamic_Payload_Types_Follow_The_Offer(string media, string codec, int payloadType)
    {
        var negotiated = Answer(Describe.Far(media), out var answer);
        Assert.Equal((codec, payloadType, payloadType), (negotiated.Codec.Name, negotiated.SendPayloadType, negotiated.ReceivePayloadType));
        Assert.Equal([payloadType], answer.Media[0].PayloadTypes);
    }

    [Theory]
    [InlineData("m=video 5000 RTP/AVP 31\nm=audio 4000 RTP/AVP 0", 1, "0,20000")]
    [InlineData("m=audio 4000 RTP/AVP 0\nm=audio 4002 RTP/AVP 0\nm=image 4004 udptl t38", 0, "20000,0,0")]
    [InlineData("m=audio 4000 RTP/SAVP 0\nm=audio 4002 RTP/AVP 0", 1, "0,20000")]
    [InlineData("m=audio 0 RTP/AVP 0\nm=audio 4002 RTP/AVP 8", 1, "0,20000")]
    [InlineData("m=audio 4000 RTP/AVP 18\nm=audio 4002 RTP/AVP 8", 1, "0,20000")]
    public void Every_Other_Section_Gets_Port_0_In_Its_Place(string media, int index, string ports)
    {
        var offer = Describe.Far(media);
        var negotiated = Answer(offer, out var answer);
        Assert.Equal(index, negotiated.MediaIndex);
        Assert.Equal(ports, string.Join(',', answer.Media.Select(m => m.Port)));
        Assert.Equal(offer.Media.Select(m => (m.Kind, m.Protocol)), answer.Media.Select(m => (m.Kind, m.Protocol)));
    }

    [Theory]
    [InlineData("m=audio 4000 RTP/SAVP 0", SdpRefusal.UnsupportedTransport)]
    [InlineData("m=audio 4000 RTP/AVPF 0", SdpRefusal.UnsupportedTransport)]
    [InlineData("m=audio 4000 UDP/TLS/RTP/SAVPF 0", SdpRefusal.UnsupportedTransport)]
    [InlineData("m=audio 4000 RTP/AVP 18", SdpRefusal.NoSharedCodec)]
    [InlineData("m=audio 4000 RTP/AVP 101\na=rtpmap:101 telephone-event/8000", SdpRefusal.NoSharedCodec)]
    [InlineData("m=audio 4000 RTP/AVP 0\na=rtpmap:0 PCMU/16000", SdpRefusal.NoSharedCodec)]
    [InlineData("m=audio 0 RTP/AVP 0", SdpRefusal.NoAudio)]
    [InlineData("m=video 4000 RTP/AVP 31", SdpRefusal.NoAudio)]
    [InlineData("m=audio 4000 RTP/AVP 0\nc=IN IP4 phone.example.com", SdpRefusal.UnusableAddress)]
    public void Refuses_What_It_Cannot_Speak(string media, SdpRefusal expected)
    {
        Assert.False(SdpOfferAnswer.TryAnswer(Describe.Far(media), Describe.Local, out var answer, out var negotiated, out var refusal));
        Assert.Null(answer);
        Assert.Null(negotiated);
        Assert.Equal(expected, refusal);
    }

    [Theory]
    [InlineData("a=sendrecv", true, true, false, SdpDirection.SendRecv)]
    [InlineData("a=sendonly", false, true, true, SdpDirection.RecvOnly)]
    [InlineData("a=recvonly", true, false, true, SdpDirection.SendOnly)]
    [InlineData("a=inactive", false, false, true, SdpDirection.Inactive)]
    [InlineData("c=IN IP4 0.0.0.0", false, true, true, SdpDirection.RecvOnly)]
    [InlineData("c=IN IP4 0.0.0.0\na=sendonly", false, true, true, SdpDirection.RecvOnly)]
    [InlineData("c=IN IP4 0.0.0.0\na=inactive", false, false, true, SdpDirection.Inactive)]
    [InlineData("c=IN IP6 ::", false, true, true, SdpDirection.RecvOnly)]
    public void Every_Form_Of_Hold_Is_Seen_And_Answered(string line, bool weSend, bool weReceive, bool held, SdpDirection answered)
    {
        var negotiated = Answer(Describe.Far("m=audio 4000 RTP/AVP 0\n" + line), out var answer);
        Assert.Equal((weSend, weReceive, held), (negotiated.WeSend, negotiated.WeReceive, negotiated.IsHeldByFarSide));
        Assert.Equal(answered, answer.Media[0].Direction);
        Assert.Equal(line.Contains("0.0.0.0", StringComparison.Ordinal) || line.Contains("::", StringComparison.Ordinal), negotiated.FarRtp is null);
    }

    [Fact]
    public void Hold_By_The_Sessions_Own_Lines_Is_Seen()
    {
        var offer = Describe.Sdp("v=0\no=- 1 2 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\na=sendonly\nm=audio 4000 RTP/AVP 0\n");
        Assert.True(Answer(offer, out _).IsHeldByFarSide);
        Assert.True(Answer(Describe.Far("m=audio 4000 RTP/AVP 0", address: "0.0.0.0"), out _).IsHeldByFarSide);
    }

    [Fact]
    public void Port_0_In_A_Later_Offer_Is_Hold_And_Keeps_The_Codec()
    {
        var current = Answer(Describe.Far("m=audio 4000 RTP/AVP 8"), out var first);
        Assert.True(SdpOfferAnswer.TryAnswer(
            Describe.Far("m=audio 0 RTP/AVP 8"), Describe.Local, out var answer, out var held, out _, first, current));
        Assert.True(held is { IsHeldByFarSide: true, WeSend: false, WeReceive: false, FarRtp: null, Codec.Name: "PCMA" });
        Assert.Equal(0, answer.Media[0].Port);
        Assert.Equal(2UL, answer.Origin.SessionVersion);

        Assert.True(SdpOfferAnswer.TryAnswer(
            Describe.Far("m=audio 4000 RTP/AVP 8"), Describe.Local, out answer, out var resumed, out _, answer, held));
        Assert.True(resumed is { IsHeldByFarSide: false, WeSend: true, WeReceive: true });
        Assert.Equal((20000, 3UL), (answer.Media[0].Port, answer.Origin.SessionVersion));
    }

    [Fact]
    public void A_Lost_Codec_Is_Refused_Even_In_A_Later_Offer()
    {
        var current = Answer(Describe.Far("m=audio 4000 RTP/AVP 8"), out var first);
        Assert.False(SdpOfferAnswer.TryAnswer(
            Describe.Far("m=audio 4000 RTP/AVP 18"), Describe.Local, out _, out _, out var refusal, first, current));
        Assert.Equal(SdpRefusal.NoSharedCodec, refusal);
    }

    [Theory]
    [InlineData(SdpDirection.SendOnly, SdpDirection.SendRecv, SdpDirection.SendOnly)]
    [InlineData(SdpDirection.SendOnly, SdpDirection.SendOnly, SdpDirection.Inactive)]
    [InlineData(SdpDirection.Inactive, SdpDirection.SendRecv, SdpDirection.Inactive)]
    public void Our_Own_Hold_Survives_The_Far_Sides_Offer(SdpDirection ours, SdpDirection theirs, SdpDirection answered)
    {
        var offer = Describe.Far($"m=audio 4000 RTP/AVP 0\na={theirs.ToString().ToLowerInvariant()}");
        var negotiated = Answer(offer, out var answer, Describe.Local with { Direction = ours });
        Assert.Equal(answered, answer.Media[0].Direction);
        Assert.Equal(theirs != SdpDirection.SendRecv, negotiated.IsHeldByFarSide);
    }

    [Theory]
    [InlineData("a=ptime:30", 30)]
    [InlineData("a=ptime:10", 10)]
    [InlineData("a=ptime:60", 60)]
    [InlineData("a=ptime:40\na=maxptime:20", 20)]
    [InlineData("a=ptime:5", 20)]
    [InlineData("a=ptime:200", 20)]
    [InlineData("a=ptime:25", 20)]
    [InlineData("a=maxptime:10", 10)]
    [InlineData("a=maxptime:15", 10)]
    [InlineData("a=ptime:60\na=maxptime:35", 30)]
    [InlineData("a=maxptime:150", 20)]
    public void Packet_Time_Follows_The_Far_Side_Within_Reason(string lines, int milliseconds)
    {
        var negotiated = Answer(Describe.Far("m=audio 4000 RTP/AVP 0\n" + lines), out _);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), negotiated.PacketTime);
    }

    [Theory]
    [InlineData("a=ptime:30", 30, 60)]
    [InlineData("a=ptime:30\na=maxptime:150", 30, 60)]
    [InlineData("a=ptime:40\na=maxptime:20", 20, 20)]
    [InlineData("a=maxptime:40", null, 40)]
    [InlineData("a=ptime:25", null, 60)]
    [InlineData("a=sendrecv", null, 60)]
    public void A_Wish_And_A_Limit_Of_The_Packet_Time_Are_Told_Apart_Rfc8866_6_4(string lines, int? asked, int longest)
    {
        var negotiated = Answer(Describe.Far("m=audio 4000 RTP/AVP 0\n" + lines), out _);
        Assert.Equal((asked, longest), ((int?)negotiated.AskedPacketTime?.TotalMilliseconds, (int)negotiated.LongestPacketTime.TotalMilliseconds));
    }

    [Theory]
    [InlineData("a=rtcp:5555", "192.0.2.9:5555")]
    [InlineData("a=rtcp:5555 IN IP4 192.0.2.99", "192.0.2.99:5555")]
    [InlineData("a=rtcp:99999", "192.0.2.9:4001")]
    [InlineData("a=rtcp", "192.0.2.9:4001")]
    public void Rtcp_Goes_Where_Rfc3605_Says(string line, string expected) =>
        Assert.Equal(IPEndPoint.Parse(expected), Answer(Describe.Far("m=audio 4000 RTP/AVP 0\n" + line), out _).FarRtcp);

    [Fact]
    public void Telephone_Event_Is_Agreed_Only_If_Both_Sides_Have_It()
    {
        var offer = Describe.Sdp(PhoneOffers.All["Yealink"]);
        var without = Answer(offer, out var answer, Describe.Local with { TelephoneEventPayloadType = null });
        Assert.Null(without.TelephoneEventSendPayloadType);
        Assert.DoesNotContain("telephone-event", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ipv6_Is_Answered_With_Ipv6()
    {
        var offer = Describe.Sdp("v=0\no=- 1 1 IN IP6 2001:db8::9\ns=-\nc=IN IP6 2001:db8::9\nt=0 0\nm=audio 4000 RTP/AVP 0\n");
        var negotiated = Answer(offer, out var answer, Describe.Local with { Address = IPAddress.Parse("2001:db8::1") });
        Assert.Equal(IPEndPoint.Parse("[2001:db8::9]:4000"), negotiated.FarRtp);
        Assert.Contains("c=IN IP6 2001:db8::1\r\n", answer.ToString(), StringComparison.Ordinal);
    }
}
