namespace Undertone.Media.Workers;

/// <summary>
/// How long a worker may sleep although packets may have come. With few calls not at all, so that sound goes on at once; from some
/// seventy calls on, up to <see cref="LongestNanoseconds"/>, so that many packets share the cost of one waking. The times of waking keep
/// their distance, so a turn that took longer is followed by no sleep at all, and a busy worker does not fall behind. Pure; times are
/// nanoseconds.
/// </summary>
internal struct PacketGathering
{
    /// <summary>The longest that a packet waits for others: on average half of it, well below what anybody can hear.</summary>
    public const long LongestNanoseconds = 400_000;

    /// <summary>With fewer packets a second nobody waits.</summary>
    public const int FewPerSecond = 6_000;

    /// <summary>From so many on the sleep is longest.</summary>
    public const int ManyPerSecond = 12_000;

    private const long WindowNanoseconds = 100_000_000;
    private const int WindowsPerSecond = 10;

    private long _windowEnd;
    private long _nextWaking;
    private long _interval;
    private int _packets;

    /// <summary>Packets have been taken.</summary>
    public void Count(int packets) => _packets += packets;

    /// <summary>The time to sleep now, 0 for none; to be asked once after each turn.</summary>
    public long TimeToSleep(long now)
    {
        if (now >= _windowEnd)
        {
            _interval = IntervalFor(now < _windowEnd + WindowNanoseconds ? _packets * WindowsPerSecond : 0);
            _windowEnd = now + WindowNanoseconds;
            _packets = 0;
        }

        var sleep = Math.Clamp(_nextWaking - now, 0, _interval);
        _nextWaking = now + sleep + _interval;
        return sleep;
    }

    private static long IntervalFor(long packetsPerSecond) =>
        LongestNanoseconds * Math.Clamp(packetsPerSecond - FewPerSecond, 0, ManyPerSecond - FewPerSecond) / (ManyPerSecond - FewPerSecond);
}
