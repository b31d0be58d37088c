using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Callbacks;

/// <summary>
/// Delivers the callbacks of the outbox: those of one call or leg one after the other, different ones side by side. What an earlier run
/// left behind goes out at the start.
/// </summary>
internal sealed partial class CallbackDelivery : IHostedService, IAsyncDisposable
{
    private const int MultipartKind = 0;
    private const int JsonKind = 1;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly OutboxIntake _intake;
    private readonly IAccountStore _accounts;
    private readonly CallbackChains _chains;
    private readonly SettledCallbacks _settled;
    private readonly ILogger _logger;
    private bool _isDisposed;

    public CallbackDelivery(
        IOutbox outbox, IAccountStore accounts, ICallbackSender sender, ExotelOptions options, TimeProvider clock, ILogger<CallbackDelivery> logger)
    {
        (_accounts, _logger) = (accounts, logger);
        _intake = new OutboxIntake(outbox, ExotelOptions.Dialect, Send);
        var patience = new CallbackPatience(options.CallbackTimeout, options.CallbackRetries)
        {
            FirstPause = options.CallbackPause, LongestPause = TimeSpan.FromHours(1),
        };
        _chains = new CallbackChains(sender, patience, clock, logger);
        _settled = new SettledCallbacks(outbox, logger);
    }

    /// <summary>A callback for the outbox.</summary>
    /// <param name="sid">The call or leg that it tells of.</param>
    /// <param name="url">Where it goes.</param>
    /// <param name="isJson">The form of the body.</param>
    /// <param name="body">The body.</param>
    public static OutboxEntry EntryOf(string sid, string url, bool isJson, byte[] body)
        => new(0, ExotelOptions.Dialect, $"{sid} {url}", isJson ? JsonKind : MultipartKind, body);

    /// <summary>Delivers what is the dialect's of stored callbacks. Returns at once.</summary>
    public void Deliver(IReadOnlyList<OutboxEntry> callbacks) => _intake.Deliver(callbacks);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        int waiting = await _intake.StartAsync(cancellationToken);
        if (waiting > 0)
        {
            Log.Resumed(_logger, waiting);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _chains.FinishAsync(Farewell, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The container knows it by two names, and disposes of it for each.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _chains.DisposeAsync();
        await _settled.DisposeAsync();
    }

    private void Send(OutboxEntry entry)
    {
        int blank = entry.Receiver.IndexOf(' ', StringComparison.Ordinal);
        string sid = entry.Receiver[..Math.Max(blank, 0)];
        if (!CallbackUrl.TryParse(entry.Receiver[(blank + 1)..], out Uri? url))
        {
            _settled.Add(entry.Id);
            return;
        }

        var callback = new Callback(url, entry.Content.ToArray(), ExotelBody.TypeOf(entry.Kind == JsonKind), []);
        _chains.Offer(sid, callback, result => SettleAsync(entry.Id, sid, result));
    }

    private async Task SettleAsync(long id, string sid, CallbackResult result)
    {
        if (Sid.TryParseLeg(sid, out CallId call, out LegId leg))
        {
            try
            {
                await _accounts.NoteCallbackAsync(call, leg, result.ToString(), CancellationToken.None);
            }
            catch (IOException failure)
            {
                Log.NotNoted(_logger, failure, sid, result.ToString());
            }
        }

        _settled.Add(id);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ExotelCallbackResumed, LogLevel.Information, "{Count} Exotel callback(s) of an earlier run are delivered now")]
        public static partial void Resumed(ILogger logger, int count);

        [LoggerMessage(EventIds.ExotelCallbackNotNoted, LogLevel.Warning, "What became of the callback of leg {Leg} could not be noted: {Result}")]
        public static partial void NotNoted(ILogger logger, Exception failure, string leg, string result);
    }
}
