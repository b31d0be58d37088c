namespace Undertone.Media.Workers;

/// <summary>
/// The worker's timeline: phases of 5 ms at absolute deadlines, so that lateness never adds up. Pure; times are nanoseconds.
/// </summary>
internal struct PhaseClock
{
    public const long PhaseNanoseconds = 5_000_000;

    /// <summary>So many missed phases are made up for; beyond that they are given up, or a stall would be followed by a burst.</summary>
    public const int MissedPhasesToRun = 3;

    private int _ranAtOnce;

    public PhaseClock(long now)
    {
        Deadline = now + PhaseNanoseconds;
    }

    /// <summary>When the next phase is due.</summary>
    public long Deadline { get; private set; }

    /// <summary>Number of the next phase; the phase of an ear is this modulo four.</summary>
    public long Tick { get; private set; }

    /// <summary>How often phases were given up.</summary>
    public long Overruns { get; private set; }

    /// <summary>Begins a turn.</summary>
    public void BeginTurn() => _ranAtOnce = 0;

    /// <summary>True when a phase is due; to be asked again after it ran.</summary>
    public bool IsDue(long now)
    {
        if (now < Deadline)
        {
            return false;
        }

        if (_ranAtOnce <= MissedPhasesToRun)
        {
            return true;
        }

        Overruns++;
        Deadline = now + PhaseNanoseconds;
        return false;
    }

    /// <summary>The phase that was due has run.</summary>
    public void Advance()
    {
        Tick++;
        Deadline += PhaseNanoseconds;
        _ranAtOnce++;
    }

    /// <summary>Passes over phases in which nobody had anything to do.</summary>
    public void SkipTo(long now)
    {
        if (now >= Deadline)
        {
            var phases = ((now - Deadline) / PhaseNanoseconds) + 1;
            Tick += phases;
            Deadline += phases * PhaseNanoseconds;
        }
    }

    /// <summary>When phase <paramref name="phase"/> (0-3) is due next.</summary>
    public readonly long NextOf(int phase) => Deadline + (((phase - Tick) & 3) * PhaseNanoseconds);
}
