using Undertone.Sip.Sdp;

namespace Undertone.Switch.Sessions;

/// <summary>
/// How one party of a call wants to hear the other. The other is asked to speak like that, so that nothing has to be converted between
/// two phones that do as they are asked.
/// </summary>
/// <param name="Codecs">The codecs that it speaks, most wanted first; empty if they are not known.</param>
/// <param name="PacketTime">The packet time in which it wants to hear; null to ask for the same as before.</param>
internal sealed record AudioWish(IReadOnlyList<AudioCodec> Codecs, TimeSpan? PacketTime)
{
    /// <summary>Nothing is known of the other party yet.</summary>
    public static AudioWish Unknown { get; } = new([], null);

    /// <summary>What an offer says; unknown if it cannot be read.</summary>
    public static AudioWish Of(ReadOnlySpan<byte> offer)
        => SessionDescription.TryParse(offer, out SessionDescription? description, out _) && description is not null
            ? new AudioWish(CodecPreference.CodecsOf(description), PacketTimes.ToSend(description))
            : Unknown;
}
