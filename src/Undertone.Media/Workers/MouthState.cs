using Undertone.Media.Jitter;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>What the worker knows of the stream that comes from a leg's mouth.</summary>
internal struct MouthState
{
    /// <summary>No ear mixes this mouth, so there is nowhere its audio is kept.</summary>
    public const int NoRing = -1;

    private const int LargestStep = MouthRing.LargestSequenceStep;
    private const long LargestTimeJumpMilliseconds = 2000;
    private const long ToleratedDisagreementMilliseconds = 1000;

    public uint Ssrc;
    public uint HighestTimestamp;
    public ushort HighestSequence;
    public bool HasStarted;
    public bool IsReportedSilent;
    public long LastArrival;
    public long LastSilenceReport;
    public int Ring;
    public SeenSequences Seen;
    public ReceptionStatistics Reception;
    public TelephoneEventReceiver Keys;
    public SpokenLength Length;

    /// <summary>True when the packet has the same source and one of the next sequence numbers.</summary>
    public readonly bool IsContinuedBy(in RtpHeader header) =>
        HasStarted
        && header.Ssrc == Ssrc
        && SequenceNumber.Distance(HighestSequence, header.SequenceNumber) is > 0 and <= LargestStep;

    /// <summary>How a packet of the accepted source fits to the ones before; takes note of it unless it is a duplicate.</summary>
    /// <param name="header">The packet.</param>
    /// <param name="isAudio">Telephone-events keep one time stamp for seconds and say nothing about the time.</param>
    /// <param name="unitsPerMillisecond">RTP clock.</param>
    /// <param name="now">Nanoseconds.</param>
    public StreamStep Advance(in RtpHeader header, bool isAudio, int unitsPerMillisecond, long now)
    {
        var step = Classify(header, isAudio, unitsPerMillisecond, now);
        switch (step)
        {
            case StreamStep.First or StreamStep.OtherSource or StreamStep.Jump:
                Ssrc = header.Ssrc;
                HighestSequence = header.SequenceNumber;
                HighestTimestamp = header.Timestamp;
                HasStarted = true;
                Seen.Start(header.SequenceNumber);
                break;
            case StreamStep.Next:
                HighestSequence = header.SequenceNumber;
                HighestTimestamp = isAudio ? header.Timestamp : HighestTimestamp;
                break;
            default:
                break;
        }

        LastArrival = step == StreamStep.Duplicate ? LastArrival : now;
        return step;
    }

    private StreamStep Classify(in RtpHeader header, bool isAudio, int unitsPerMillisecond, long now)
    {
        if (!HasStarted)
        {
            return StreamStep.First;
        }

        if (header.Ssrc != Ssrc)
        {
            return StreamStep.OtherSource;
        }

        var distance = SequenceNumber.Distance(HighestSequence, header.SequenceNumber);
        if (Math.Abs(distance) > LargestStep || (isAudio && TimeJumps(header.Timestamp, unitsPerMillisecond, now)))
        {
            return StreamStep.Jump;
        }

        if (!Seen.TryAdd(header.SequenceNumber))
        {
            return StreamStep.Duplicate;
        }

        return distance > 0 ? StreamStep.Next : StreamStep.Reordered;
    }

    /// <summary>A large step of the time stamp is a jump unless as much time has really passed: then the phone was silent on purpose.</summary>
    private readonly bool TimeJumps(uint timestamp, int unitsPerMillisecond, long now)
    {
        var step = SequenceNumber.TimestampDistance(HighestTimestamp, timestamp) / unitsPerMillisecond;
        var passed = (now - LastArrival) / 1_000_000;
        return Math.Abs(step) > LargestTimeJumpMilliseconds && Math.Abs(step - passed) > ToleratedDisagreementMilliseconds;
    }
}

/// <summary>How a packet fits to its stream.</summary>
internal enum StreamStep
{
    First,
    Next,
    Reordered,
    Duplicate,

    /// <summary>Another SSRC from the same address.</summary>
    OtherSource,

    /// <summary>Sequence or time stamp are elsewhere.</summary>
    Jump,
}
