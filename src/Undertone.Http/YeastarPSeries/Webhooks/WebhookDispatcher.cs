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
internal sealed partial class WebhookDispatcher : IHostedService, ICallbackReporter, IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly IWebhookStore _store;
    private readonly ICallbackSender _sender;
    private readonly YeastarPSeriesOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly EventTranslator _translator;
    private readonly SettledCallbacks _settled;
    private readonly OutboxIntake _intake;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _delivering = new();
    private ImmutableArray<WebhookReceiver> _receivers = [];

    public WebhookDispatcher(
        IWebhookStore store,
        IOutbox outbox,
        ICallbackSender sender,
        ExtensionDirectory extensions,
        YeastarPSeriesOptions options,
        TimeProvider clock,
        ILogger<WebhookDispatcher> logger)
    {
        (_store, _sender, _options, _clock, _logger) = (store, sender, options, clock, logger);
        _translator = new EventTranslator(options, extensions);
        _settled = new SettledCallbacks(outbox, logger);
        _intake = new OutboxIntake(outbox, YeastarPSeriesOptions.Dialect, Send);
    }

    /// <summary>What is in force.</summary>
    public WebhookSettings Settings { get; private set; } = new();

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PutIntoForceAsync(await _store.ReadAsync(cancellationToken) ?? new WebhookSettings());
        int waiting = await _intake.StartAsync(cancellationToken);
        if (waiting > 0)
        {
            Log.Resumed(_logger, waiting);
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
    public void Deliver(IReadOnlyList<OutboxEntry> callbacks) => _intake.Deliver(callbacks);

    /// <summary>Stores settings and puts them into force. A receiver whose address is no longer there loses what waits for it; the others keep it.</summary>
    public async Task ChangeAsync(Func<WebhookSettings, WebhookSettings> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            WebhookSettings changed = change(Settings);
            await _store.SaveAsync(changed, cancellation);
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

    private void Send(OutboxEntry callback)
    {
        lock (_delivering)
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
                    Log.Receives(_logger, entry.ToString(), entry.Events.IsEmpty ? "all" : string.Join(", ", entry.Events));
                }

                if (kept < 0)
                {
                    now.Add(new WebhookReceiver(entry, new CallbackLine(entry.ToString(), _options.WebhookQueueEvents, _sender, patience, _clock, _logger)));
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
