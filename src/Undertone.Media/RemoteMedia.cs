using System.Net;
using Undertone.Media.Codecs;

namespace Undertone.Media;

/// <summary>What was agreed with the far side of a leg by offer and answer.</summary>
public sealed record RemoteMedia
{
    /// <summary>Where its SDP wants RTP; null or 0.0.0.0 when it does not say: then the first valid packet shows it.</summary>
    public IPEndPoint? Rtp { get; init; }

    /// <summary>Where its SDP wants RTCP (RFC 3605); null is the port after RTP.</summary>
    public IPEndPoint? Rtcp { get; init; }

    /// <summary>The codec in both directions.</summary>
    public AudioCodec Codec { get; init; }

    /// <summary>Payload type of the codec in packets that we send to it, 0-127.</summary>
    public int SendPayloadType { get; init; }

    /// <summary>Payload type of the codec in packets that it sends to us, 0-127.</summary>
    public int ReceivePayloadType { get; init; }

    /// <summary>Length of the packets that it wants to get, 10-60 ms in steps of 10. Default 20.</summary>
    public int PacketTimeMilliseconds { get; init; } = 20;

    /// <summary>
    /// False when it named no packet time: then <see cref="PacketTimeMilliseconds"/> is only for packets that we make, and those of others
    /// may be passed on to it in any length up to <see cref="LongestPacketMilliseconds"/>.
    /// </summary>
    public bool AsksForPacketTime { get; init; } = true;

    /// <summary>Length of the longest packets that it can take. Default 60.</summary>
    public int LongestPacketMilliseconds { get; init; } = 60;

    /// <summary>Payload type of telephone-event in packets that we send to it, or null when it does not take any.</summary>
    public int? TelephoneEventSendPayloadType { get; init; }

    /// <summary>Payload type of telephone-event in packets that it sends to us, or null when it may not send any.</summary>
    public int? TelephoneEventReceivePayloadType { get; init; }
}
