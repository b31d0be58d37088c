namespace Undertone.Supervision.Webhooks;

/// <summary>Keeps the webhook settings over restarts.</summary>
public interface IWebhookStore
{
    /// <summary>What was saved last; null if nothing ever was.</summary>
    Task<WebhookSettings?> ReadAsync(CancellationToken cancellation);

    /// <summary>Saves all of it in one step.</summary>
    Task SaveAsync(WebhookSettings settings, CancellationToken cancellation);
}
