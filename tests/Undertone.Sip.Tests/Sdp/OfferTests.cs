using System.Net;
using Undertone.Sip.Sdp;

namespace Undertone.Sip.Tests.Sdp;

public sealed class OfferTests
{
    [Fact]
    public void The_Offer_Is_Written_Line_By_Line_As_Expected()
    {
        var local = Describe.Local with { Codecs = [AudioCodec.Pcma, new AudioCodec("opus", 96, 48000, 2, "useinbandfec=1")], Name = "Undertone" };
        Assert.Equal(
            """
            v=0
            o=Undertone 77 1 IN IP4 192.0.2.1
            s=Undertone
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 20000 RTP/AVP 8 96 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:96 opus/48000/2
            a=fmtp:96 useinbandfec=1
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=sendrecv

            """,
            SdpOfferAnswer.CreateOffer(local).ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Payload_Types_May_Differ_In_The_Two_Directions()
    {
        var local = Describe.Local with { Codecs = [new AudioCodec("PCMU", 110)], TelephoneEventPayloadType = 101 };
        var answer = Describe.Far("m=audio 4000 RTP/AVP 0 96\na=rtpmap:96 telephone-event/8000");
        Assert.True(SdpOfferAnswer.TryAccept(SdpOfferAnswer.CreateOffer(local), answer, out var negotiated, out _));
        Assert.Equal((0, 110), (negotiated.SendPayloadType, negotiated.ReceivePayloadType));
        Assert.Equal((96, 101), (negotiated.TelephoneEventSendPayloadType, negotiated.TelephoneEventReceivePayloadType));
        Assert.Equal(IPEndPoint.Parse("192.0.2.9:4000"), negotiated.FarRtp);
    }

    [Theory]
    [InlineData("107 96", "107 PCMU/8000", "96 telephone-event/8000", "107 8 9 96")]
    [InlineData("101 96", "101 G722/8000", "96 telephone-event/8000", "0 8 101 96")]
    [InlineData("0", "0 PCMU/8000", "0 PCMU/8000", "0 8 9 101")]
    [InlineData("101", "101 PCMU/8000", "101 PCMU/8000", "101 8 9 96")]
    public void A_Later_Offer_Gives_No_Payload_Type_Another_Meaning_Rfc3264_8_3_2(string formats, string codec, string events, string expected)
    {
        var theirs = Describe.Far($"m=audio 4000 RTP/AVP {formats}\na=rtpmap:{codec}\na=rtpmap:{events}");
        Assert.True(SdpOfferAnswer.TryAnswer(theirs, Describe.Local, out var answer, out _, out _));
        var later = SdpOfferAnswer.CreateOffer(Describe.Local, answer);
        Assert.Equal(expected, string.Join(' ', later.Media[0].Formats));
        Assert.All(answer.Media[0].RtpMaps, map => Assert.Equal(map, later.Media[0].RtpMapOf(map.PayloadType)));
    }

    [Fact]
    public void The_First_Answered_Codec_That_We_Offered_Is_Taken()
    {
        var answer = Describe.Far("m=audio 4000 RTP/AVP 18 8 0");
        Assert.True(SdpOfferAnswer.TryAccept(SdpOfferAnswer.CreateOffer(Describe.Local), answer, out var negotiated, out _));
        Assert.Equal("PCMA", negotiated.Codec.Name);
        Assert.Null(negotiated.TelephoneEventSendPayloadType);
        Assert.Null(negotiated.TelephoneEventReceivePayloadType);
    }

    [Theory]
    [InlineData(SdpDirection.SendRecv, "a=sendrecv", true, true, false)]
    [InlineData(SdpDirection.SendRecv, "a=recvonly", true, false, true)]
    [InlineData(SdpDirection.SendRecv, "a=sendonly", false, true, true)]
    [InlineData(SdpDirection.SendRecv, "a=inactive", false, false, true)]
    [InlineData(SdpDirection.SendRecv, "c=IN IP4 0.0.0.0", false, true, true)]
    [InlineData(SdpDirection.SendOnly, "a=recvonly", true, false, false)]
    [InlineData(SdpDirection.SendOnly, "a=inactive", false, false, true)]
    [InlineData(SdpDirection.SendOnly, "a=sendrecv", true, false, false)]
    [InlineData(SdpDirection.Inactive, "a=inactive", false, false, false)]
    public void Directions_Of_Offer_And_Answer_Are_Combined(SdpDirection ours, string theirs, bool weSend, bool weReceive, bool held)
    {
        var offer = SdpOfferAnswer.CreateOffer(Describe.Local with { Direction = ours });
        Assert.True(SdpOfferAnswer.TryAccept(offer, Describe.Far("m=audio 4000 RTP/AVP 0\n" + theirs), out var negotiated, out _));
        Assert.Equal((weSend, weReceive, held), (negotiated.WeSend, negotiated.WeReceive, negotiated.IsHeldByFarSide));
    }

    [Theory]
    [InlineData("a=recvonly", true, false)]
    [InlineData("a=sendrecv", true, false)]
    [InlineData("a=inactive", false, true)]
    public void Our_Hold_By_Zero_Address_Is_Not_A_Hold_By_The_Far_Side(string theirs, bool weSend, bool held)
    {
        var offer = SdpOfferAnswer.CreateOffer(Describe.Local) with { Connection = SdpConnection.For(IPAddress.Any) };
        Assert.True(SdpOfferAnswer.TryAccept(offer, Describe.Far("m=audio 4000 RTP/AVP 0\n" + theirs), out var negotiated, out _));
        Assert.Equal((weSend, false, held), (negotiated.WeSend, negotiated.WeReceive, negotiated.IsHeldByFarSide));
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 0", SdpRefusal.NoAudio)]
    [InlineData("m=audio 4000 RTP/AVP 18", SdpRefusal.NoSharedCodec)]
    [InlineData("m=audio 4000 RTP/SAVP 0", SdpRefusal.UnsupportedTransport)]
    [InlineData("m=audio 4000 RTP/AVP 0\nc=IN IP4 host.example", SdpRefusal.UnusableAddress)]
    [InlineData("m=video 4000 RTP/AVP 31", SdpRefusal.AnswerDoesNotFitOffer)]
    [InlineData("a=x", SdpRefusal.AnswerDoesNotFitOffer)]
    public void A_Bad_Answer_Is_Refused(string media, SdpRefusal expected)
    {
        Assert.False(SdpOfferAnswer.TryAccept(SdpOfferAnswer.CreateOffer(Describe.Local), Describe.Far(media), out var negotiated, out var refusal));
        Assert.Null(negotiated);
        Assert.Equal(expected, refusal);
    }

    [Fact]
    public void A_Later_Offer_Keeps_The_Sections_Of_The_Far_Sides_First_Offer()
    {
        var theirs = Describe.Far("m=video 5000 RTP/AVP 31\nm=audio 4000 RTP/AVP 0");
        Assert.True(SdpOfferAnswer.TryAnswer(theirs, Describe.Local, out var answer, out _, out _));
        var offer = SdpOfferAnswer.CreateOffer(Describe.Local with { Direction = SdpDirection.SendOnly }, answer);
        Assert.Equal(["video 0", "audio 20000"], offer.Media.Select(m => $"{m.Kind} {m.Port}"));
        Assert.Equal((77UL, 2UL), (offer.Origin.SessionId, offer.Origin.SessionVersion));
        var consent = Describe.Far("m=video 0 RTP/AVP 31\nm=audio 4000 RTP/AVP 0\na=recvonly");
        Assert.True(SdpOfferAnswer.TryAccept(offer, consent, out var negotiated, out _));
        Assert.Equal(1, negotiated.MediaIndex);
    }

    [Fact]
    public void A_Late_Offer_Is_An_Offer_In_The_200_And_An_Answer_In_The_Ack()
    {
        var inOk = SdpOfferAnswer.CreateOffer(Describe.Local);
        Assert.True(SdpOfferAnswer.TryAnswer(inOk, Describe.Local with { RtpPort = 30000 }, out var inAck, out _, out _));
        Assert.True(SdpOfferAnswer.TryAccept(inOk, inAck, out var negotiated, out _));
        Assert.Equal((30000, "PCMU"), (negotiated.FarRtp!.Port, negotiated.Codec.Name));
    }

    [Fact]
    public void Shared_Codecs_Come_First_In_The_Other_Partys_Order()
    {
        var theirs = CodecPreference.CodecsOf(Describe.Sdp(PhoneOffers.All["baresip"]));
        Assert.Equal(["PCMA", "PCMU"], theirs.Select(c => c.Name));
        var ours = CodecPreference.SharedFirst([AudioCodec.G722, AudioCodec.Pcmu with { PayloadType = 110 }, AudioCodec.Pcma], theirs);
        Assert.Equal([("PCMA", 8), ("PCMU", 110), ("G722", 9)], ours.Select(c => (c.Name, c.PayloadType)));
    }

    [Fact]
    public void Codecs_Of_A_Description_Are_Those_Of_Its_Live_Audio()
    {
        Assert.Empty(CodecPreference.CodecsOf(Describe.Far("m=audio 0 RTP/AVP 0")));
        Assert.Equal(["PCMU"], CodecPreference.CodecsOf(Describe.Far("m=audio 4000 RTP/AVP 0 13 101\na=rtpmap:101 telephone-event/8000")).Select(c => c.Name));
    }
}
