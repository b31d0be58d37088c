using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>
/// Pushes events to the receivers of the settings. Each has a line of its own, so that one that is slow or down delays neither the
/// calls nor another. A change of the settings is in force when it has been stored.
/// </summary>
internal sealed partial class WebhookDispatcher(
    EventHub hub, IWebhookStore store, ICallbackSender sender, YeastarPSeriesOptions options, TimeProvider clock, ILogger<WebhookDispatcher> logger)
    : IHostedService, IEventSink, IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _changing = new(1);
    private ImmutableArray<WebhookReceiver> _receivers = [];

    /// <summary>What is in force.</summary>
    public WebhookSettings Settings { get; private set; } = new();

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await PutIntoForceAsync(await store.ReadAsync(cancellationToken) ?? new WebhookSettings());
        hub.Add(this);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hub.Remove(this);
        await Task.WhenAll(_receivers.Select(receiver => receiver.Line.FinishAsync(Farewell, cancellationToken)));
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
    public void Offer(PSeriesEvent pSeriesEvent)
    {
        foreach (WebhookReceiver receiver in _receivers)
        {
            receiver.Offer(pSeriesEvent);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_receivers.Select(receiver => receiver.Line.DisposeAsync().AsTask()));
        _receivers = [];
        _changing.Dispose();
    }

    private async Task PutIntoForceAsync(WebhookSettings settings)
    {
        var patience = new CallbackPatience(settings.Timeout, settings.Retries);
        List<WebhookReceiver> before = [.. _receivers];
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
        await Task.WhenAll(before.Select(receiver => receiver.Line.DisposeAsync().AsTask()));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesWebhookReceives, LogLevel.Information, "P-Series webhook {Url} receives events: {Events}")]
        public static partial void Receives(ILogger logger, string url, string events);
    }
}
