namespace Undertone.Media.Workers;

/// <summary>
/// How near a worker is to its limit, from the time it does not wait and from how late it wakes: on a core of its own the first tells, on
/// one that others use too, the second. Judged once a second. Pure; times are nanoseconds.
/// </summary>
internal struct WorkerPressure
{
    /// <summary>A waking this late is half a packet time late, and nearly heard.</summary>
    public const long LateNanoseconds = 10_000_000;

    /// <summary>Share of late wakings from which on there is strain; twice as many are an overload.</summary>
    public const double LateShare = 0.05;

    /// <summary>Seconds without strain after which it is over, so that a busy server does not change its mind with every call.</summary>
    public const int CalmSeconds = 3;

    private const long WindowNanoseconds = 1_000_000_000;

    private readonly PressureLimits _limits;
    private long _windowBegan;
    private long _waited;
    private int _wakings;
    private int _lateWakings;
    private int _calmSeconds;

    public WorkerPressure(PressureLimits limits, long now)
    {
        _limits = limits;
        _windowBegan = now;
    }

    /// <summary>What was found last.</summary>
    public MediaPressure Level { get; private set; }

    /// <summary>Share of the last second, 0 to 1, in which it did not wait.</summary>
    public double Busy { get; private set; }

    /// <summary>It has waited, of its own will.</summary>
    public void Waited(long nanoseconds) => _waited += nanoseconds;

    /// <summary>It woke for something that was due.</summary>
    public void Woke(long late)
    {
        _wakings++;
        _lateWakings += late >= LateNanoseconds ? 1 : 0;
    }

    /// <summary>Judges the last second when it is over.</summary>
    /// <param name="now">The time.</param>
    /// <param name="legs">Legs that it carries.</param>
    public void Judge(long now, int legs)
    {
        var elapsed = now - _windowBegan;
        if (elapsed < WindowNanoseconds)
        {
            return;
        }

        Busy = Math.Clamp(1 - ((double)_waited / elapsed), 0, 1);
        var late = _wakings == 0 ? 0 : (double)_lateWakings / _wakings;
        var found = legs < _limits.FewLegs ? MediaPressure.None
            : Busy >= _limits.Overloaded || late >= 2 * LateShare ? MediaPressure.Overloaded
            : Busy >= _limits.Strained || late >= LateShare ? MediaPressure.Strained
            : MediaPressure.None;
        _calmSeconds = found < Level ? _calmSeconds + 1 : 0;
        if (found > Level || _calmSeconds >= CalmSeconds)
        {
            (Level, _calmSeconds) = (found, 0);
        }

        (_windowBegan, _waited, _wakings, _lateWakings) = (now, 0, 0, 0);
    }
}
