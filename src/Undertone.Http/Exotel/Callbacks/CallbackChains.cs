using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>
/// Sends callbacks in the order of each key, keys side by side, and to no host more than a few at once, so that a host which does not
/// answer costs neither memory for connections nor the others' time. Safe for any thread.
/// </summary>
internal sealed partial class CallbackChains(ICallbackSender sender, CallbackPatience patience, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private const int MostAtOnceToOneHost = 16;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task Task, long Number)> _tails = new(StringComparer.Ordinal);
    private long _number;

    /// <summary>Adds a callback behind those of its key; returns at once.</summary>
    /// <param name="key">What it tells of.</param>
    /// <param name="callback">The callback.</param>
    /// <param name="settled">Called when it has been delivered or given up; not at a stop.</param>
    public void Offer(string key, Callback callback, Func<CallbackResult, Task> settled)
    {
        lock (_gate)
        {
            Task before = _tails.TryGetValue(key, out (Task Task, long) tail) ? tail.Task : Task.CompletedTask;
            long number = ++_number;
            _tails[key] = (Task.Run(() => SendAfterAsync(before, key, number, callback, settled)), number);
        }
    }

    /// <summary>Gives what waits a little time to be delivered.</summary>
    public async Task FinishAsync(TimeSpan grace, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(Tails()).WaitAsync(grace, clock, cancellation);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Log.NotDelivered(logger, Tails().Length);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(Tails());
        _stop.Dispose();
        foreach (SemaphoreSlim host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private Task[] Tails()
    {
        lock (_gate)
        {
            return [.. _tails.Values.Select(tail => tail.Task)];
        }
    }

    private async Task SendAfterAsync(Task before, string key, long number, Callback callback, Func<CallbackResult, Task> settled)
    {
        await before;
        try
        {
            SemaphoreSlim host = _hosts.GetOrAdd(callback.Url.Authority, _ => new SemaphoreSlim(MostAtOnceToOneHost));
            CallbackResult? result = await CallbackAttempts.DeliverAsync(
                $"{callback} about {key}", new QueuedSender(sender, host), () => patience, clock, logger, () => callback, _stop.Token);
            await settled(result!.Value);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It waits in the outbox for the next start.
        }
        finally
        {
            Remove(key, number);
        }
    }

    // The last one of a key takes the key with it.
    private void Remove(string key, long number)
    {
        lock (_gate)
        {
            if (_tails.TryGetValue(key, out (Task, long Number) tail) && tail.Number == number)
            {
                _tails.Remove(key);
            }
        }
    }

    /// <summary>Waits for a place before it sends; the wait does not count as the receiver's.</summary>
    private sealed class QueuedSender(ICallbackSender inner, SemaphoreSlim places) : ICallbackSender
    {
        public async Task<CallbackResult> SendAsync(Callback callback, TimeSpan timeout, CancellationToken cancellation)
        {
            await places.WaitAsync(cancellation);
            try
            {
                return await inner.SendAsync(callback, timeout, cancellation);
            }
            finally
            {
                places.Release();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ExotelCallbacksNotDelivered, LogLevel.Warning, "The server stops; the callbacks of {Count} Exotel call(s) and leg(s) are not delivered yet")]
        public static partial void NotDelivered(ILogger logger, int count);
    }
}
