using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>A receiver with what waits for it. What it wants and its secret may change meanwhile; its address may not.</summary>
/// <param name="entry">Its settings.</param>
/// <param name="line">The way to it.</param>
internal sealed class WebhookReceiver(WebhookEntry entry, CallbackLine line)
{
    private volatile WebhookEntry _entry = entry;

    /// <summary>Its settings.</summary>
    public WebhookEntry Entry => _entry;

    /// <summary>The way to it.</summary>
    public CallbackLine Line => line;

    /// <summary>Puts other settings with the same address into force, also for what waits.</summary>
    public void Change(WebhookEntry changed, CallbackPatience patience)
    {
        _entry = changed;
        line.SetPatience(patience);
    }

    /// <summary>Takes an event; returns at once.</summary>
    /// <param name="pSeriesEvent">The event.</param>
    /// <param name="settled">Called when it has been delivered, given up or dropped, or the receiver does not want it any more.</param>
    public void Offer(PSeriesEvent pSeriesEvent, Action settled)
        => line.Offer(() => _entry.Wants(pSeriesEvent.Type) ? WebhookRequest.Of(pSeriesEvent, _entry) : null, settled);
}
