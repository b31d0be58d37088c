using System.Net;

namespace Undertone.Sip.Sdp;

/// <summary>What an offer and its answer agreed on for the audio of one leg, seen from our side.</summary>
public sealed record NegotiatedAudio
{
    /// <summary>The codec in both directions, with the payload type under which we receive it.</summary>
    public required AudioCodec Codec { get; init; }

    /// <summary>The payload type that the far side wants to receive for <see cref="Codec"/>.</summary>
    public required int SendPayloadType { get; init; }

    /// <summary>The payload type under which the far side sends <see cref="Codec"/> to us.</summary>
    public int ReceivePayloadType => Codec.PayloadType;

    /// <summary>The payload type that the far side wants for telephone-event, or null where it takes none.</summary>
    public int? TelephoneEventSendPayloadType { get; init; }

    /// <summary>The payload type under which we receive telephone-event, or null where none was agreed.</summary>
    public int? TelephoneEventReceivePayloadType { get; init; }

    /// <summary>The packet time in which we send: what the far side wants, 10 to 60 ms, else 20 ms or what it can take.</summary>
    public required TimeSpan PacketTime { get; init; }

    /// <summary>The packet time that the far side asked for, or null where it named none: then it takes any up to <see cref="LongestPacketTime"/>.</summary>
    public TimeSpan? AskedPacketTime { get; init; }

    /// <summary>The longest packets that the far side can take, at most 60 ms.</summary>
    public TimeSpan LongestPacketTime { get; init; } = PacketTimes.Longest;

    /// <summary>Where the far side receives RTP, or null where it named no usable address (hold by 0.0.0.0 or port 0).</summary>
    public IPEndPoint? FarRtp { get; init; }

    /// <summary>Where the far side receives RTCP, or null with <see cref="FarRtp"/>.</summary>
    public IPEndPoint? FarRtcp { get; init; }

    /// <summary>Whether we may send audio.</summary>
    public required bool WeSend { get; init; }

    /// <summary>Whether we must expect audio.</summary>
    public required bool WeReceive { get; init; }

    /// <summary>
    /// Whether the far side put us on hold, in any of the ways that phones use: sendonly, inactive, recvonly, the address 0.0.0.0,
    /// or port 0 in a later offer. Our own hold, and the far side's consent to it, is not one.
    /// </summary>
    public required bool IsHeldByFarSide { get; init; }

    /// <summary>The position of the audio section that is in use, counted from 0.</summary>
    public required int MediaIndex { get; init; }
}
