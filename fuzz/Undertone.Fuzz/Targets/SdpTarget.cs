using System.Net;
using Undertone.Sip.Sdp;

namespace Undertone.Fuzz.Targets;

/// <summary>A session description: as an offer that is answered, as the answer to an offer of ours, and as a later offer.</summary>
internal sealed class SdpTarget : IFuzzTarget
{
    private static readonly LocalAudio Local = new()
    {
        Address = IPAddress.Loopback,
        RtpPort = 20000,
        Codecs = [AudioCodec.Pcmu, AudioCodec.Pcma, AudioCodec.G722],
        SessionId = 1,
    };

    private static readonly SessionDescription Ours = SdpOfferAnswer.CreateOffer(Local);

    /// <inheritdoc/>
    public string Name => "sdp";

    /// <inheritdoc/>
    public void Run(ReadOnlySpan<byte> input)
    {
        if (!SessionDescription.TryParse(input, out var theirs, out _))
        {
            return;
        }

        foreach (var media in theirs.Media)
        {
            _ = theirs.DirectionOf(media);
            _ = theirs.ConnectionOf(media);
        }

        FindingException.Unless(
            theirs.ToBytes() is var written && (written.Length > SdpLimits.MaxBytes || SessionDescription.TryParse(written, out _, out _)),
            "a description that was read cannot be read again after it was written");
        SdpOfferAnswer.TryAccept(Ours, theirs, out _, out _);
        if (SdpOfferAnswer.TryAnswer(theirs, Local, out var answer, out var negotiated, out _))
        {
            FindingException.Unless(SessionDescription.TryParse(answer.ToBytes(), out _, out _), "our answer cannot be read");
            FindingException.Unless(answer.Media.Count == theirs.Media.Count, "an answer with another number of sections than the offer");
            FindingException.Unless(negotiated.PacketTime > TimeSpan.Zero, "a packet time of nothing");
            SdpOfferAnswer.TryAnswer(theirs, Local, out _, out _, out _, answer, negotiated);
            _ = SdpOfferAnswer.CreateOffer(Local, answer);
        }
    }
}
