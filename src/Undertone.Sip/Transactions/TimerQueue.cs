namespace Undertone.Sip.Transactions;

/// <summary>
/// All running timers of the transactions behind one <see cref="ITimer"/>: a thousand calls need one timer of the system.
/// Timers cannot be stopped; who gets one that no longer matters ignores it. Safe from any thread.
/// </summary>
internal sealed class TimerQueue : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action<DateTimeOffset>, DateTimeOffset> _queue = new();
    private readonly ITimer _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _disposed;

    public TimerQueue(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static queue => ((TimerQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many timers run.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Calls back once at the given time, on a pool thread and outside every lock of the queue.</summary>
    public void Schedule(DateTimeOffset due, Action<DateTimeOffset> callback)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _queue.Enqueue(callback, due);
            if (due < _armedFor)
            {
                Arm(due);
            }
        }
    }

    /// <summary>Stops; no callback begins after this returns except one already under way.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _disposed = true;
            _queue.Clear();
        }

        return _timer.DisposeAsync();
    }

    private void Fire()
    {
        var now = _time.GetUtcNow();
        while (TryTakeDue(now) is { } callback)
        {
            callback(now);
        }
    }

    private Action<DateTimeOffset>? TryTakeDue(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_queue.TryPeek(out _, out var due) && due <= now)
            {
                return _queue.Dequeue();
            }

            _armedFor = DateTimeOffset.MaxValue;
            if (!_disposed && _queue.Count > 0)
            {
                Arm(due);
            }

            return null;
        }
    }

    private void Arm(DateTimeOffset due)
    {
        _armedFor = due;
        var wait = due - _time.GetUtcNow();

        // The system's timer counts whole milliseconds and may fire a fraction early; rounding up saves the second wake-up.
        var rounded = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _timer.Change(rounded, Timeout.InfiniteTimeSpan);
    }
}
