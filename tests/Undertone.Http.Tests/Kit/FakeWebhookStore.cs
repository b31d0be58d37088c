using Undertone.Supervision.Webhooks;

namespace Undertone.Http.Tests.Kit;

/// <summary>Webhook settings in memory.</summary>
internal sealed class FakeWebhookStore : IWebhookStore
{
    public WebhookSettings? Saved { get; private set; }

    public Task<WebhookSettings?> ReadAsync(CancellationToken cancellation) => Task.FromResult(Saved);

    public Task SaveAsync(WebhookSettings settings, CancellationToken cancellation)
    {
        Saved = settings;
        return Task.CompletedTask;
    }
}
