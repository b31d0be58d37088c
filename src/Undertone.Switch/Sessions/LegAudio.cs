using System.Diagnostics.CodeAnalysis;
using System.Net;
using Undertone.Media;
using Undertone.Sip.Sdp;
using SdpCodec = Undertone.Sip.Sdp.AudioCodec;

namespace Undertone.Switch.Sessions;

/// <summary>
/// The audio of one leg: its media leg, what we have described to the far side, and what was agreed. It turns offers and
/// answers into the media leg's configuration, and nothing else changes that. Used in the call's mailbox only.
/// </summary>
internal sealed class LegAudio
{
    private LocalAudio _local;
    private SessionDescription? _sent;

    public LegAudio(MediaLeg leg, IPAddress address, IReadOnlyList<SdpCodec> codecs)
    {
        Leg = leg;
        _local = new LocalAudio
        {
            Address = address,
            RtpPort = leg.RtpPort,
            Codecs = codecs,
            SessionId = (ulong)Random.Shared.NextInt64(1, int.MaxValue),
        };
    }

    private LegAudio(MediaLeg leg, LocalAudio local, SessionDescription? sent)
    {
        Leg = leg;
        _local = local with { RtpPort = leg.RtpPort };
        _sent = sent;
    }

    /// <summary>The media leg.</summary>
    public MediaLeg Leg { get; }

    /// <summary>What holds now; null before the first offer and answer are complete.</summary>
    public NegotiatedAudio? Negotiated { get; private set; }

    /// <summary>The description that we sent last; null before the first.</summary>
    public byte[]? LastSent => _sent?.ToBytes();

    /// <summary>How the far side wants to hear, to be asked for on the other leg: the codec in use and its packet time.</summary>
    public AudioWish Wish => Negotiated is { } audio ? new AudioWish([audio.Codec], audio.PacketTime) : AudioWish.Unknown;

    /// <summary>For an offer or an answer on this leg that shall change nothing.</summary>
    public AudioWish Unchanged => Wish with { PacketTime = null };

    /// <summary>The far side will be reached by another of our addresses; to be said before the offer to it.</summary>
    public void UseAddress(IPAddress address) => _local = _local with { Address = address };

    /// <summary>Our offer, with the codecs that the other party shares first.</summary>
    public byte[] Offer(AudioWish others)
    {
        AskFor(others);
        _sent = SdpOfferAnswer.CreateOffer(_local with { Codecs = CodecPreference.SharedFirst(_local.Codecs, others.Codecs) }, _sent);
        return _sent.ToBytes();
    }

    /// <summary>
    /// Our offer, with nothing but what the other party shares: a phone may choose from an offer by its own taste, and would
    /// otherwise make us translate between two that could understand each other. Everything if nothing is shared.
    /// </summary>
    /// <returns>True if codecs were left out.</returns>
    public bool OfferShared(AudioWish others)
    {
        SdpCodec[] shared = [.. CodecPreference.SharedFirst(_local.Codecs, others.Codecs).Where(ours => others.Codecs.Any(ours.IsSameCodec))];
        if (shared.Length == 0 || shared.Length == _local.Codecs.Count)
        {
            Offer(others);
            return false;
        }

        AskFor(others);
        _sent = SdpOfferAnswer.CreateOffer(_local with { Codecs = shared }, _sent);
        return true;
    }

    /// <summary>The same audio on another media leg. Nothing is agreed on it before a new offer is answered (RFC 3264 8.3.1).</summary>
    public LegAudio MovedTo(MediaLeg leg) => new(leg, _local, _sent);

    /// <summary>True if an offer could be answered.</summary>
    public bool CanAnswer(ReadOnlySpan<byte> offer)
        => SessionDescription.TryParse(offer, out SessionDescription? theirs, out _)
           && theirs is not null
           && SdpOfferAnswer.TryAnswer(theirs, _local, out _, out _, out _, _sent, Negotiated);

    /// <summary>Answers the far side's offer; what holds stays as it is when false.</summary>
    public bool TryAnswer(ReadOnlySpan<byte> offer, AudioWish others, [NotNullWhen(true)] out byte[]? answer)
    {
        answer = null;
        if (!SessionDescription.TryParse(offer, out SessionDescription? theirs, out _) || theirs is null)
        {
            return false;
        }

        // The offerer's own order comes next after what the other party speaks (RFC 3264 6.1).
        IReadOnlyList<SdpCodec> order = CodecPreference.SharedFirst(
            CodecPreference.SharedFirst(_local.Codecs, CodecPreference.CodecsOf(theirs)), others.Codecs);
        AskFor(others);
        if (!SdpOfferAnswer.TryAnswer(theirs, _local with { Codecs = order }, out SessionDescription? ours, out NegotiatedAudio? agreed, out _, _sent, Negotiated))
        {
            return false;
        }

        _sent = ours;
        answer = ours.ToBytes();
        Adopt(agreed);
        return true;
    }

    /// <summary>Takes the far side's answer to our last offer; what holds stays as it is when false.</summary>
    public bool TryAccept(ReadOnlySpan<byte> answer)
    {
        if (_sent is null
            || !SessionDescription.TryParse(answer, out SessionDescription? theirs, out _)
            || theirs is null
            || !SdpOfferAnswer.TryAccept(_sent, theirs, out NegotiatedAudio? agreed, out _))
        {
            return false;
        }

        Adopt(agreed);
        return true;
    }

    /// <summary>
    /// The leg is answered with what was agreed for its early media. The media plane is told again: a phone behind NAT may send its
    /// first packet only now, and the time in which its real address may be learnt counts from here.
    /// </summary>
    public void Confirm()
    {
        if (Negotiated is { } agreed)
        {
            Adopt(agreed);
        }
    }

    private void AskFor(AudioWish others) => _local = others.PacketTime is { } wanted ? _local with { PacketTime = wanted } : _local;

    private void Adopt(NegotiatedAudio agreed)
    {
        Negotiated = agreed;
        Leg.Configure(new RemoteMedia
        {
            Rtp = agreed.FarRtp,
            Rtcp = agreed.FarRtcp,
            Codec = MediaCodecs.Of(agreed.Codec),
            SendPayloadType = agreed.SendPayloadType,
            ReceivePayloadType = agreed.ReceivePayloadType,
            PacketTimeMilliseconds = (int)agreed.PacketTime.TotalMilliseconds,
            AsksForPacketTime = agreed.AskedPacketTime is not null,
            LongestPacketMilliseconds = (int)agreed.LongestPacketTime.TotalMilliseconds,
            TelephoneEventSendPayloadType = agreed.TelephoneEventSendPayloadType,
            TelephoneEventReceivePayloadType = agreed.TelephoneEventReceivePayloadType,
        });
    }
}
