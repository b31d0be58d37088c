namespace Undertone.Media.Workers;

/// <summary>Nanoseconds of a clock that is never set.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly long _frequency = time.TimestampFrequency;

    /// <summary>Does not allocate.</summary>
    public long Now()
    {
        var stamp = time.GetTimestamp();
        return _frequency == NanosecondsPerSecond
            ? stamp
            : (stamp / _frequency * NanosecondsPerSecond) + (stamp % _frequency * NanosecondsPerSecond / _frequency);
    }

    /// <summary>Wall-clock time minus this clock, in microseconds.</summary>
    public long UnixOffsetMicroseconds() => ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10) - (Now() / 1000);
}
