using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>
/// Pushes events to the receivers of the settings, by way of the outbox. Each receiver has a line of its own, so that one that is slow
/// or down delays neither the calls nor another. A change of the settings is in force when it has been stored.
/// </summary>
internal sealed partial class WebhookDispatcher(
    IWebhookStore store,
    IOutbox outbox,
    ICallbackSender sender,
    ExtensionDirectory extensions,
    YeastarPSeriesOptions options,
    TimeProvider clock,
    ILogger<WebhookDispatcher> logger)
    : IHostedService, ICallbackReporter, IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly EventTranslator _translator = new(options, extensions);
    private readonly SettledCallbacks _settled = new(outbox, logger);
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _delivering = new();
    private readonly List<OutboxEntry> _early = [];
    private ImmutableArray<WebhookReceiver> _receivers = [];
    private bool _isStarted;

    /// <summary>What is in force.</summary>
    public WebhookSettings Settings { get; private set; } = new();

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PutIntoForceAsync(await store.ReadAsync(cancellationToken) ?? new WebhookSettings());
        IReadOnlyList<OutboxEntry> waiting = await outbox.ReadAllAsync(YeastarPSeriesOptions.Dialect, cancellationToken);
        lock (_delivering)
        {
            if (waiting.Count > 0)
            {
                Log.Resumed(logger, waiting.Count);
            }

            // What was stored meanwhile has been read, or has come here.
            long newest = waiting.Count > 0 ? waiting[^1].Id : 0;
            _isStarted = true;
            DeliverLocked([.. waiting, .. _early.Where(callback => callback.Id == 0 || callback.Id > newest)]);
            _early.Clear();
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
        => Task.WhenAll(_receivers.Select(receiver => receiver.Line.FinishAsync(Farewell, cancellationToken)));

    /// <inheritdoc />
    public IEnumerable<OutboxEntry> CallbacksFor(EngineEvent engineEvent)
    {
        // Translated also while nobody listens: the translator has to know what each call looked like last.
        IReadOnlyList<PSeriesEvent> events = _translator.Translate(engineEvent);
        return
        [
            .. from pSeriesEvent in events
               from receiver in _receivers
               where receiver.Entry.Wants(pSeriesEvent.Type)
               select new OutboxEntry(0, YeastarPSeriesOptions.Dialect, receiver.Entry.Url, pSeriesEvent.Type, pSeriesEvent.Frame),
        ];
    }

    /// <inheritdoc />
    public void Forget() => _translator.Forget();

    /// <inheritdoc />
    public void Deliver(IReadOnlyList<OutboxEntry> callbacks)
    {
        lock (_delivering)
        {
            IReadOnlyList<OutboxEntry> own = [.. callbacks.Where(callback => callback.Dialect == YeastarPSeriesOptions.Dialect)];
            if (_isStarted)
            {
                DeliverLocked(own);
            }
            else
            {
                _early.AddRange(own);
            }
        }
    }

    /// <summary>Stores settings and puts them into force. A receiver whose address is no longer there loses what waits for it; the others keep it.</summary>
    public async Task ChangeAsync(Func<WebhookSettings, WebhookSettings> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            WebhookSettings changed = change(Settings);
            await store.SaveAsync(changed, cancellation);
            await PutIntoForceAsync(changed);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_receivers.Select(receiver => receiver.Line.DisposeAsync().AsTask()));
        _receivers = [];
        await _settled.DisposeAsync();
        _changing.Dispose();
    }

    private void DeliverLocked(IReadOnlyList<OutboxEntry> callbacks)
    {
        foreach (OutboxEntry callback in callbacks)
        {
            if (_receivers.FirstOrDefault(receiver => receiver.Entry.Url == callback.Receiver) is { } receiver)
            {
                receiver.Offer(new PSeriesEvent(callback.Kind, callback.Content.ToArray()), () => _settled.Add(callback.Id));
            }
            else
            {
                _settled.Add(callback.Id);
            }
        }
    }

    private async Task PutIntoForceAsync(WebhookSettings settings)
    {
        var patience = new CallbackPatience(settings.Timeout, settings.Retries);
        List<WebhookReceiver> before;
        lock (_delivering)
        {
            before = [.. _receivers];
            var now = ImmutableArray.CreateBuilder<WebhookReceiver>();
            foreach (WebhookEntry entry in settings.Enabled ? settings.Entries : [])
            {
                int kept = before.FindIndex(receiver => receiver.Entry.Url == entry.Url);
                if (kept < 0 || before[kept].Entry != entry)
                {
                    Log.Receives(logger, entry.ToString(), entry.Events.IsEmpty ? "all" : string.Join(", ", entry.Events));
                }

                if (kept < 0)
                {
                    now.Add(new WebhookReceiver(entry, new CallbackLine(entry.ToString(), options.WebhookQueueEvents, sender, patience, clock, logger)));
                }
                else
                {
                    before[kept].Change(entry, patience);
                    now.Add(before[kept]);
                    before.RemoveAt(kept);
                }
            }

            Settings = settings;
            _receivers = now.ToImmutable();
        }

        foreach (WebhookReceiver removed in before)
        {
            await removed.Line.DisposeAsync();
            removed.Line.Forget();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesWebhookReceives, LogLevel.Information, "P-Series webhook {Url} receives events: {Events}")]
        public static partial void Receives(ILogger logger, string url, string events);

        [LoggerMessage(EventIds.CallbackResumed, LogLevel.Information, "{Count} P-Series event(s) of an earlier run wait for webhooks and are delivered now")]
        public static partial void Resumed(ILogger logger, int count);
    }
}
