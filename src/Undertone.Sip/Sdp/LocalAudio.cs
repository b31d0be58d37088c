using System.Net;

namespace Undertone.Sip.Sdp;

/// <summary>What our side can do with audio on one leg: the input to offers and answers.</summary>
public sealed record LocalAudio
{
    /// <summary>The address where we receive media.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port where we receive RTP; RTCP is on the next.</summary>
    public required int RtpPort { get; init; }

    /// <summary>Our codecs, most wanted first. In an answer this order decides, see <see cref="CodecPreference"/>.</summary>
    public required IReadOnlyList<AudioCodec> Codecs { get; init; }

    /// <summary>The payload type of telephone-event (RFC 4733) events 0 to 16 in our offers, or null for none.</summary>
    public int? TelephoneEventPayloadType { get; init; } = 101;

    /// <summary>The packet time we want to receive.</summary>
    public TimeSpan PacketTime { get; init; } = PacketTimes.Usual;

    /// <summary>What we want to do; an answer never promises more than the offer allows.</summary>
    public SdpDirection Direction { get; init; } = SdpDirection.SendRecv;

    /// <summary>The session id of the origin line; constant for a leg.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>The version of the origin line for a first description; later ones count on from the previous.</summary>
    public ulong SessionVersion { get; init; } = 1;

    /// <summary>The user name of the origin line and the session name.</summary>
    public string Name { get; init; } = "-";
}
