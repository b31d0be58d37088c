using Undertone.Sip.Transactions;

namespace Undertone.Sip.Tests.Transactions;

public sealed class TimerQueueTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<string> _fired = [];

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times_whatever_the_order_of_starting()
    {
        await using var queue = new TimerQueue(_time);
        Schedule(queue, "third", 300);
        Schedule(queue, "first", 100);
        Schedule(queue, "second", 200);

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Empty(_fired);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal(["first", "second"], _fired);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(["first", "second", "third"], _fired);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task A_timer_started_by_a_timer_fires_too()
    {
        await using var queue = new TimerQueue(_time);
        queue.Schedule(_time.GetUtcNow().AddSeconds(1), now => queue.Schedule(now.AddSeconds(1), later => _fired.Add($"{(later - now).TotalSeconds}")));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["1"], _fired);
    }

    [Fact]
    public async Task A_time_in_the_past_fires_at_once()
    {
        await using var queue = new TimerQueue(_time);
        Schedule(queue, "late", -1000);

        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["late"], _fired);
    }

    [Fact]
    public async Task Nothing_fires_after_the_end()
    {
        var queue = new TimerQueue(_time);
        Schedule(queue, "early", 100);
        await queue.DisposeAsync();
        Schedule(queue, "after", 100);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_fired);
        Assert.Equal(0, queue.Count);
    }

    private void Schedule(TimerQueue queue, string name, int milliseconds) =>
        queue.Schedule(_time.GetUtcNow().AddMilliseconds(milliseconds), _ => _fired.Add(name));
}
