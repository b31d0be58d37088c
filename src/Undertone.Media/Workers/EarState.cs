using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>
/// The one stream that an ear gets for its whole life: one SSRC, each sequence number once, time stamps that go on whoever is heard.
/// Pure; times are nanoseconds.
/// </summary>
internal struct EarState
{
    /// <summary>A gap shorter than this is unevenness, and the stream simply goes on; a longer one is a pause, and time goes on with it.</summary>
    public const long PauseNanoseconds = 60_000_000;

    private const long NanosecondsPerMillisecond = 1_000_000;

    public uint Ssrc;
    public uint NextTimestamp;
    public ushort NextSequence;

    /// <summary>When the next packet would follow the last one without a gap.</summary>
    public long NextDue;

    public bool HasSent;
    public bool IsMapped;

    private ushort _firstMapped;
    private ushort _sequenceOffset;
    private uint _timestampOffset;
    private bool _markNext;

    /// <summary>Begins to follow a mouth: its packet gets the next place in this stream, and later ones the places relative to it.</summary>
    public void Map(ushort sequence, uint timestamp, int unitsPerMillisecond, long now)
    {
        PassPause(unitsPerMillisecond, now);
        _firstMapped = NextSequence;
        _sequenceOffset = (ushort)(NextSequence - sequence);
        _timestampOffset = NextTimestamp - timestamp;
        IsMapped = true;
    }

    /// <summary>After a real pause the time stamp goes on by as much as passed, in whole packets of 20 ms, and a talk spurt begins.</summary>
    public void PassPause(int unitsPerMillisecond, long now)
    {
        var gap = now - NextDue;
        if (HasSent && gap >= PauseNanoseconds)
        {
            NextTimestamp += (uint)(gap / (20 * NanosecondsPerMillisecond) * 20 * unitsPerMillisecond);
            _markNext = true;
        }
    }

    /// <summary>What is sent next follows in time what was sent last, however long ago that was.</summary>
    public void GoOnWithoutPause(long now) => NextDue = Math.Max(NextDue, now);

    /// <summary>The mouth used a sequence number for something that this ear does not get.</summary>
    public void LeaveOut() => _sequenceOffset--;

    /// <summary>Gives a packet of the followed mouth its place; false when its place belongs to what was sent before the mapping.</summary>
    public readonly bool TryPlace(ushort sequence, uint timestamp, out ushort ourSequence, out uint ourTimestamp)
    {
        ourSequence = (ushort)(sequence + _sequenceOffset);
        ourTimestamp = timestamp + _timestampOffset;
        return !HasSent || SequenceNumber.Distance(_firstMapped, ourSequence) >= 0;
    }

    /// <summary>Takes note of a sent packet; what comes next follows the latest one.</summary>
    public void NoteSent(ushort sequence, uint timestamp, int units, int unitsPerMillisecond, long now)
    {
        if (!HasSent || SequenceNumber.Distance(NextSequence, sequence) >= 0)
        {
            NextSequence = (ushort)(sequence + 1);
            NextTimestamp = timestamp + (uint)units;
            NextDue = now + (units * NanosecondsPerMillisecond / unitsPerMillisecond);
        }

        HasSent = true;
    }

    /// <summary>A telephone-event keeps its time stamp while time goes on; what comes after it does not go back.</summary>
    public void NoteSentEvent(ushort sequence, uint timestamp, int durationUnits, int unitsPerMillisecond, long now)
    {
        var end = timestamp + (uint)durationUnits;
        var units = SequenceNumber.TimestampDistance(NextTimestamp, end) > 0 ? end : NextTimestamp;
        if (!HasSent || SequenceNumber.Distance(NextSequence, sequence) >= 0)
        {
            NextSequence = (ushort)(sequence + 1);
            NextTimestamp = units;
            NextDue = now + (20 * NanosecondsPerMillisecond);
        }

        HasSent = true;
    }

    /// <summary>The marker bit of the next packet: that of the mouth, or the first after a pause.</summary>
    public bool TakeMarker(bool marker)
    {
        marker |= _markNext;
        _markNext = false;
        return marker;
    }
}
