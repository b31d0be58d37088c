namespace Undertone.Sip.Transactions;

/// <summary>
/// The callbacks of one transaction to its user: in order, never two at once, never under a lock. Whoever finishes a step drains it;
/// when another thread drains already, that one takes the new callbacks too.
/// </summary>
internal sealed class CallbackQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _waiting = new();
    private bool _draining;

    /// <summary>Adds a callback; it runs at the next <see cref="Drain"/>.</summary>
    public void Add(Action callback)
    {
        lock (_gate)
        {
            _waiting.Enqueue(callback);
        }
    }

    /// <summary>Runs what waits.</summary>
    /// <param name="inline">
    /// True to run on this thread, which keeps messages of one socket in order over transactions; false to use the pool, for callers
    /// that are the user itself and may hold its locks.
    /// </param>
    public void Drain(bool inline)
    {
        lock (_gate)
        {
            if (_draining || _waiting.Count == 0)
            {
                return;
            }

            _draining = true;
        }

        if (inline)
        {
            Run();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Run(), this, preferLocal: false);
        }
    }

    private void Run()
    {
        while (true)
        {
            Action callback;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out callback!))
                {
                    _draining = false;
                    return;
                }
            }

            callback();
        }
    }
}
