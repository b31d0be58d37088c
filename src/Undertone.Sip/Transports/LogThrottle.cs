namespace Undertone.Sip.Transports;

/// <summary>Lets one line a second through, so that a flood cannot fill the disk with its own log. Safe from any thread.</summary>
internal sealed class LogThrottle(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _lineAt = long.MinValue;
    private long _events;

    /// <summary>Counts one event.</summary>
    /// <param name="events">How many there were since the last line, this one included.</param>
    /// <returns>True when it deserves a line.</returns>
    public bool Allows(out long events)
    {
        Interlocked.Increment(ref _events);
        events = 0;
        var last = Interlocked.Read(ref _lineAt);
        var now = time.GetTimestamp();
        if ((last != long.MinValue && time.GetElapsedTime(last, now) < Pause)
            || Interlocked.CompareExchange(ref _lineAt, now, last) != last)
        {
            return false;
        }

        events = Interlocked.Exchange(ref _events, 0);
        return true;
    }
}
