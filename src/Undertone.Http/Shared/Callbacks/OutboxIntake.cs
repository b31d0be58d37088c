using Undertone.Supervision.Callbacks;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// Hands a dialect its callbacks in the order of the outbox: first what an earlier run has left behind, then what is stored from then on.
/// What comes before the start waits for it. Safe for any thread.
/// </summary>
/// <param name="outbox">Where they wait.</param>
/// <param name="dialect">Whose callbacks; those of others are passed over.</param>
/// <param name="send">Sends one; called by one caller at a time, and must return at once.</param>
internal sealed class OutboxIntake(IOutbox outbox, string dialect, Action<OutboxEntry> send)
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _early = [];
    private bool _isStarted;

    /// <summary>Sends what waits, and from now on everything at once.</summary>
    /// <returns>How many were left behind by an earlier run.</returns>
    public async Task<int> StartAsync(CancellationToken cancellation)
    {
        IReadOnlyList<OutboxEntry> waiting = await outbox.ReadAllAsync(dialect, cancellation);
        lock (_gate)
        {
            // What was stored meanwhile has been read, or has come here.
            long newest = waiting.Count > 0 ? waiting[^1].Id : 0;
            _isStarted = true;
            Send(waiting.Concat(_early.Where(callback => callback.Id == 0 || callback.Id > newest)));
            _early.Clear();
        }

        return waiting.Count;
    }

    /// <summary>Takes stored callbacks. Those without an id could not be stored.</summary>
    public void Deliver(IReadOnlyList<OutboxEntry> callbacks)
    {
        lock (_gate)
        {
            IEnumerable<OutboxEntry> own = callbacks.Where(callback => callback.Dialect == dialect);
            if (_isStarted)
            {
                Send(own);
            }
            else
            {
                _early.AddRange(own);
            }
        }
    }

    private void Send(IEnumerable<OutboxEntry> callbacks)
    {
        foreach (OutboxEntry callback in callbacks)
        {
            send(callback);
        }
    }
}
