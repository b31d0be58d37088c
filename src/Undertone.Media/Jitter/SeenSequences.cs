namespace Undertone.Media.Jitter;

/// <summary>Which of the last 64 sequence numbers have come: how a duplicate is told from a packet out of order.</summary>
internal struct SeenSequences
{
    private ulong _seen;
    private ushort _newest;

    /// <summary>Begins with one packet.</summary>
    public void Start(ushort sequence)
    {
        _newest = sequence;
        _seen = 1;
    }

    /// <summary>How far <paramref name="sequence"/> is ahead of the newest one; negative when behind.</summary>
    public readonly int StepTo(ushort sequence) => (short)(sequence - _newest);

    /// <summary>Notes a packet; false when it was there before, or is so old that nobody can know.</summary>
    public bool TryAdd(ushort sequence)
    {
        var step = StepTo(sequence);
        if (step > 0)
        {
            _seen = step < 64 ? (_seen << step) | 1 : 1;
            _newest = sequence;
            return true;
        }

        if (step <= -64 || (_seen & (1UL << -step)) != 0)
        {
            return false;
        }

        _seen |= 1UL << -step;
        return true;
    }
}
