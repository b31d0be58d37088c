using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// The callbacks to one receiver, one after the other in order, each tried until it succeeds or patience ends. It waits for nobody
/// but its receiver: what does not fit into its queue pushes the oldest out. Safe for any thread.
/// </summary>
internal sealed partial class CallbackLine : IAsyncDisposable
{
    private readonly Channel<Waiting> _waiting;
    private readonly ICallbackSender _sender;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _receiver;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile CallbackPatience _patience;
    private long _dropped;
    private Waiting _current;

    /// <param name="receiver">Whom the log names.</param>
    /// <param name="capacity">How many callbacks may wait.</param>
    /// <param name="sender">Makes the attempts.</param>
    /// <param name="patience">How long and how often.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">Logs.</param>
    public CallbackLine(string receiver, int capacity, ICallbackSender sender, CallbackPatience patience, TimeProvider clock, ILogger logger)
    {
        (_receiver, _sender, _patience, _clock, _logger) = (receiver, sender, patience, clock, logger);
        _waiting = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            waiting =>
            {
                Interlocked.Increment(ref _dropped);
                waiting.Settled?.Invoke();
            });
        _running = RunAsync();
    }

    /// <summary>Changes the patience, from the next attempt on.</summary>
    public void SetPatience(CallbackPatience patience) => _patience = patience;

    /// <summary>Adds a callback; returns at once.</summary>
    /// <param name="write">
    /// Writes the callback for each attempt, so that what has waited goes out as its receiver expects it then: after a change of the
    /// secret, signed with the new one. Null if nobody wants it any more.
    /// </param>
    /// <param name="settled">Called when it has been delivered, given up, dropped or is not wanted any more; not at a stop of the line.</param>
    public void Offer(Func<Callback?> write, Action? settled = null) => _waiting.Writer.TryWrite(new Waiting(write, settled));

    /// <summary>Takes no more, and gives what waits a little time to be delivered.</summary>
    /// <param name="grace">How long.</param>
    /// <param name="cancellation">Ends it sooner.</param>
    public async Task FinishAsync(TimeSpan grace, CancellationToken cancellation)
    {
        _waiting.Writer.TryComplete();
        try
        {
            await _running.WaitAsync(grace, _clock, cancellation);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Log.NotDelivered(_logger, _receiver, _waiting.Reader.Count + 1);
        }
    }

    /// <summary>Counts all that a line which is disposed of has not delivered as settled: its receiver is not wanted any more.</summary>
    public void Forget()
    {
        _current.Settled?.Invoke();
        while (_waiting.Reader.TryRead(out Waiting waiting))
        {
            waiting.Settled?.Invoke();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (Waiting waiting in _waiting.Reader.ReadAllAsync(_stop.Token))
            {
                if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                {
                    Log.Dropped(_logger, _receiver, dropped);
                }

                _current = waiting;
                await DeliverAsync(waiting.Write);
                waiting.Settled?.Invoke();
                _current = default;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The receiver is not wanted any more.
        }
    }

    private Task<CallbackResult?> DeliverAsync(Func<Callback?> write)
        => CallbackAttempts.DeliverAsync(_receiver, _sender, () => _patience, _clock, _logger, write, _stop.Token);

    private readonly record struct Waiting(Func<Callback?> Write, Action? Settled);

    private static partial class Log
    {
        [LoggerMessage(EventIds.CallbackDropped, LogLevel.Warning, "{Count} callback(s) to {Receiver} dropped: it takes them too slowly")]
        public static partial void Dropped(ILogger logger, string receiver, long count);

        [LoggerMessage(EventIds.CallbackNotDelivered, LogLevel.Warning, "The server stops; up to {Count} callback(s) to {Receiver} are not delivered yet")]
        public static partial void NotDelivered(ILogger logger, string receiver, int count);
    }
}
