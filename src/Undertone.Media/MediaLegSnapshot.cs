using System.Net;
using Undertone.Media.Codecs;

namespace Undertone.Media;

/// <summary>What happened on one leg since it was added. Counters only grow; all are packets unless said otherwise.</summary>
public sealed record MediaLegSnapshot
{
    /// <summary>Local RTP port.</summary>
    public int RtpPort { get; init; }

    /// <summary>The agreed codec; null before <see cref="MediaLeg.Configure"/>.</summary>
    public AudioCodec? Codec { get; init; }

    /// <summary>Where the last accepted packet came from; null when none came.</summary>
    public IPEndPoint? LastSource { get; init; }

    /// <summary>Source id of what we send to this leg; the same for its whole life.</summary>
    public uint SentSsrc { get; init; }

    /// <summary>Accepted from its mouth.</summary>
    public long PacketsReceived { get; init; }

    /// <summary>Payload of those, in bytes.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Sent to its ear.</summary>
    public long PacketsSent { get; init; }

    /// <summary>Payload of those, in bytes.</summary>
    public long BytesSent { get; init; }

    /// <summary>Missing from its mouth; negative when duplicates outnumber losses.</summary>
    public long PacketsLost { get; init; }

    /// <summary>Unevenness of arrival (RFC 3550 6.4.1).</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Lost on the way to its ear, as its own RTCP reports say.</summary>
    public long LossReportedByFarSide { get; init; }

    /// <summary>Round trip to the far side as RTCP measures it; null when it was not measured.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>
    /// From an address that is not this leg's; dropped. Once the leg's source is settled, the kernel drops such packets and nobody counts them.
    /// </summary>
    public long UnexpectedSource { get; init; }

    /// <summary>Not RTP: wrong version, truncated, wrong padding; dropped.</summary>
    public long Malformed { get; init; }

    /// <summary>With a payload type that was not agreed; dropped.</summary>
    public long WrongPayloadType { get; init; }

    /// <summary>Without audio, with more than 60 ms of it, or above the largest size; dropped.</summary>
    public long WrongSize { get; init; }

    /// <summary>The stream of the same address went on under another SSRC.</summary>
    public long SsrcChanges { get; init; }

    /// <summary>Jumps of sequence or time stamp after which the stream was followed anew.</summary>
    public long Resynchronised { get; init; }

    /// <summary>Came after a later one.</summary>
    public long Reordered { get; init; }

    /// <summary>Came twice.</summary>
    public long Duplicates { get; init; }

    /// <summary>The locked source was replaced by another one.</summary>
    public long SourceChanges { get; init; }

    /// <summary>The system refused to send, or reported that nobody listens there.</summary>
    public long SendErrors { get; init; }

    /// <summary>Forwarded packets that came too late to have a place in the ear's stream.</summary>
    public long LateForward { get; init; }

    /// <summary>20 ms frames of its mixed ear that were a stand-in because a mouth's audio was late or lost.</summary>
    public long FramesConcealed { get; init; }

    /// <summary>20 ms frames that its mixed ear left out to shorten its reserve.</summary>
    public long FramesDropped { get; init; }

    /// <summary>Digits to send that found no room in the queue.</summary>
    public long DigitsLost { get; init; }

    /// <summary>Commands for this leg that came after its end and were refused.</summary>
    public long StaleCommands { get; init; }

    /// <summary>Key presses received.</summary>
    public long DigitsReceived { get; init; }
}
