namespace Undertone.Server.Metrics;

/// <summary>Keeps the longest pause of each of the last sixty seconds. Written by one thread, read by any.</summary>
/// <param name="total">All pauses until now.</param>
internal sealed class RecentPauses(TimeSpan total)
{
    private const int Seconds = 60;

    private readonly Lock _gate = new();
    private readonly TimeSpan[] _longest = new TimeSpan[Seconds];
    private readonly long[] _second = new long[Seconds];
    private TimeSpan _total = total;
    private volatile bool _isOver;

    /// <summary>Nothing more is to be noted.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    /// <summary>A collection is over. Two since the last call count as one: rather too long than too short.</summary>
    /// <param name="sum">All pauses since the program's start.</param>
    /// <param name="now">The time.</param>
    public void Note(TimeSpan sum, DateTimeOffset now)
    {
        lock (_gate)
        {
            long second = now.ToUnixTimeSeconds();
            int place = (int)(second % Seconds);
            TimeSpan pause = sum - _total;
            _longest[place] = _second[place] == second && _longest[place] > pause ? _longest[place] : pause;
            _second[place] = second;
            _total = sum;
        }
    }

    /// <summary>The longest pause of the last minute; zero for none.</summary>
    public TimeSpan Longest(DateTimeOffset now)
    {
        lock (_gate)
        {
            long oldest = now.ToUnixTimeSeconds() - Seconds;
            return _longest.Where((_, place) => _second[place] > oldest).DefaultIfEmpty(TimeSpan.Zero).Max();
        }
    }
}
