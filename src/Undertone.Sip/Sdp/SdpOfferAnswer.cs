using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Undertone.Sip.Sdp;

/// <summary>
/// Offer and answer (RFC 3264) for one audio stream, as pure functions. A late offer (INVITE without a body) is
/// <see cref="CreateOffer"/> in the 200 and <see cref="TryAccept"/> of the body of the ACK.
/// </summary>
public static class SdpOfferAnswer
{
    internal const string Audio = "audio";
    internal const string PlainRtp = "RTP/AVP";

    /// <summary>The offer of <paramref name="local"/>.</summary>
    /// <param name="local">What we can do.</param>
    /// <param name="previous">
    /// Our last description on this leg, or null for the first. The offer keeps its session id, its number of sections and the place of
    /// the audio, its payload types keep their meaning, and its version grows if anything changed (RFC 3264 8).
    /// </param>
    public static SessionDescription CreateOffer(LocalAudio local, SessionDescription? previous = null)
    {
        if (previous is null)
        {
            return OwnDescription.Describe(local, [OwnDescription.Section(local, local.Codecs, local.TelephoneEventPayloadType, local.Direction)]);
        }

        var place = IndexOfActiveAudio(previous, orAnyAudio: true);
        local = place < 0 ? local : PayloadNumbers.Keep(local, previous.Media[place]);
        var section = OwnDescription.Section(local, local.Codecs, local.TelephoneEventPayloadType, local.Direction);
        var sections = previous.Media.Select(OwnDescription.SwitchedOff).ToList();
        if (place < 0)
        {
            sections.Add(section);
        }
        else
        {
            sections[place] = section;
        }

        return OwnDescription.Describe(local, sections).AsSuccessorOf(previous);
    }

    /// <summary>
    /// Answers <paramref name="offer"/>: the first audio section that we can speak is taken with one codec, every other section gets
    /// port 0 in its place (RFC 3264 6).
    /// </summary>
    /// <param name="offer">The far side's offer.</param>
    /// <param name="local">What we can do; the order of its codecs decides which of the shared ones is used.</param>
    /// <param name="answer">The answer to send.</param>
    /// <param name="negotiated">What was agreed.</param>
    /// <param name="refusal">Why nothing could be agreed.</param>
    /// <param name="previous">Our last description on this leg, or null for the first; the answer's version counts on from it.</param>
    /// <param name="current">
    /// What holds so far, or null in a first offer. With it, an offer whose audio is switched off by port 0 is a form of hold and is
    /// answered; without it, it is refused.
    /// </param>
    public static bool TryAnswer(
        SessionDescription offer,
        LocalAudio local,
        [NotNullWhen(true)] out SessionDescription? answer,
        [NotNullWhen(true)] out NegotiatedAudio? negotiated,
        out SdpRefusal refusal,
        SessionDescription? previous = null,
        NegotiatedAudio? current = null)
    {
        answer = null;
        negotiated = null;
        refusal = SdpRefusal.NoAudio;
        var sections = offer.Media.Select(OwnDescription.SwitchedOff).ToList();
        for (var i = 0; i < offer.Media.Count && negotiated is null; i++)
        {
            var media = offer.Media[i];
            if (media.Kind != Audio || media.Port == 0)
            {
                continue;
            }

            var wanted = local.Codecs.Select(codec => (Ours: codec, Theirs: Find(media, codec))).FirstOrDefault(pair => pair.Theirs is not null);
            if (RefusalOf(offer, media, wanted.Theirs) is var reason and not SdpRefusal.None)
            {
                refusal = reason;
                continue;
            }

            // RFC 3264 6.1: the answer uses the offer's payload types, so both directions carry the same number.
            var codec = wanted.Ours with { PayloadType = wanted.Theirs!.PayloadType };
            var events = local.TelephoneEventPayloadType is null ? null : TelephoneEventOf(media, codec.ClockRateHz);
            negotiated = Negotiated(offer, i, local, codec, codec.PayloadType, events, events, SdpDirection.SendRecv);
            sections[i] = OwnDescription.Section(local, [codec], events, SdpDirections.From(negotiated.WeSend, negotiated.WeReceive));
        }

        if (negotiated is null && current is not null && IndexOfActiveAudio(offer, orAnyAudio: true) is var off and >= 0
            && offer.Media[off].Port == 0)
        {
            negotiated = SwitchedOff(current, off);
        }

        if (negotiated is null)
        {
            return false;
        }

        refusal = SdpRefusal.None;
        answer = OwnDescription.Describe(local, sections);
        answer = previous is null ? answer : answer.AsSuccessorOf(previous);
        return true;
    }

    /// <summary>Takes the far side's answer to our offer.</summary>
    /// <param name="ourOffer">The offer as we sent it.</param>
    /// <param name="theirAnswer">The answer to it.</param>
    /// <param name="negotiated">What was agreed.</param>
    /// <param name="refusal">Why nothing was agreed; the call cannot go on.</param>
    public static bool TryAccept(
        SessionDescription ourOffer,
        SessionDescription theirAnswer,
        [NotNullWhen(true)] out NegotiatedAudio? negotiated,
        out SdpRefusal refusal)
    {
        negotiated = null;
        var place = IndexOfActiveAudio(ourOffer, orAnyAudio: false);
        if (place < 0)
        {
            refusal = SdpRefusal.NoAudio;
            return false;
        }

        // Some answerers leave out the sections that they refuse; only the place of the audio must be right.
        if (place >= theirAnswer.Media.Count || theirAnswer.Media[place].Kind != Audio)
        {
            refusal = SdpRefusal.AnswerDoesNotFitOffer;
            return false;
        }

        var ours = ourOffer.Media[place];
        var theirs = theirAnswer.Media[place];
        if (theirs.Port == 0)
        {
            refusal = SdpRefusal.NoAudio;
            return false;
        }

        var offered = ours.RtpMaps.Where(CodecPreference.IsSpeech).Select(map => AudioCodec.From(map, ours)).ToList();
        var answered = theirs.RtpMaps.FirstOrDefault(map => offered.Exists(codec => codec.Map.IsSameEncoding(map)));
        refusal = RefusalOf(theirAnswer, theirs, answered);
        if (refusal != SdpRefusal.None)
        {
            return false;
        }

        var codec = offered.First(candidate => candidate.Map.IsSameEncoding(answered!));
        var eventsReceived = TelephoneEventOf(ours, codec.ClockRateHz);
        var eventsSent = eventsReceived is null ? null : TelephoneEventOf(theirs, codec.ClockRateHz);
        // Our own hold by 0.0.0.0 is sendonly in all but name; the answer to it is recvonly or, from an old peer, sendrecv.
        var ourDirection = ourOffer.DirectionOf(ours);
        var nowhere = ourOffer.ConnectionOf(ours)?.IsUnspecified ?? false;
        var local = new LocalAudio
        {
            Address = IPAddress.None,
            RtpPort = ours.Port,
            Codecs = offered,
            SessionId = ourOffer.Origin.SessionId,
            Direction = nowhere ? SdpDirections.From(ourDirection.Sends(), receives: false) : ourDirection,
        };
        negotiated = Negotiated(
            theirAnswer, place, local, codec, answered!.PayloadType, eventsSent, eventsSent is null ? null : eventsReceived, local.Direction.Reversed());
        return true;
    }

    private static SdpRefusal RefusalOf(SessionDescription description, MediaDescription media, RtpMap? sharedCodec)
    {
        if (!media.Protocol.Equals(PlainRtp, StringComparison.OrdinalIgnoreCase))
        {
            return SdpRefusal.UnsupportedTransport;
        }

        if (description.ConnectionOf(media)?.IPAddress is null)
        {
            return SdpRefusal.UnusableAddress;
        }

        return sharedCodec is null ? SdpRefusal.NoSharedCodec : SdpRefusal.None;
    }

    // unheld: the direction that the far side's description has when it does not hold us.
    private static NegotiatedAudio Negotiated(
        SessionDescription far,
        int mediaIndex,
        LocalAudio local,
        AudioCodec codec,
        int sendPayloadType,
        int? eventsSent,
        int? eventsReceived,
        SdpDirection unheld)
    {
        var media = far.Media[mediaIndex];
        var connection = far.ConnectionOf(media)!;
        var direction = far.DirectionOf(media);
        var nowhere = connection.IsUnspecified;
        var rtp = nowhere ? null : new IPEndPoint(connection.IPAddress!, media.Port);
        return new NegotiatedAudio
        {
            Codec = codec,
            SendPayloadType = sendPayloadType,
            TelephoneEventSendPayloadType = eventsSent,
            TelephoneEventReceivePayloadType = eventsReceived,
            PacketTime = PacketTimes.ToSend(media),
            AskedPacketTime = PacketTimes.AskedIn(media),
            LongestPacketTime = PacketTimes.LongestIn(media),
            FarRtp = rtp,
            FarRtcp = rtp is null ? null : media.RtcpEndPoint(rtp),
            WeSend = direction.Receives() && local.Direction.Sends() && !nowhere,
            WeReceive = direction.Sends() && local.Direction.Receives(),
            IsHeldByFarSide = nowhere || (unheld.Sends() && !direction.Sends()) || (unheld.Receives() && !direction.Receives()),
            MediaIndex = mediaIndex,
        };
    }

    private static RtpMap? Find(MediaDescription media, AudioCodec codec) => media.RtpMaps.FirstOrDefault(codec.Map.IsSameEncoding);

    private static int? TelephoneEventOf(MediaDescription media, int clockRateHz) =>
        media.RtpMaps.FirstOrDefault(map => CodecPreference.IsTelephoneEvent(map) && map.ClockRateHz == clockRateHz)?.PayloadType;

    private static int IndexOfActiveAudio(SessionDescription description, bool orAnyAudio)
    {
        var any = -1;
        for (var i = 0; i < description.Media.Count; i++)
        {
            if (description.Media[i].Kind == Audio)
            {
                if (description.Media[i].Port != 0)
                {
                    return i;
                }

                any = any < 0 ? i : any;
            }
        }

        return orAnyAudio ? any : -1;
    }

    private static NegotiatedAudio SwitchedOff(NegotiatedAudio current, int mediaIndex) => current with
    {
        FarRtp = null,
        FarRtcp = null,
        WeSend = false,
        WeReceive = false,
        IsHeldByFarSide = true,
        MediaIndex = mediaIndex,
    };
}
