using System.Collections.Immutable;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>The answer of <c>webhook/query</c>.</summary>
internal sealed record WebhookAnswer(int Errcode, string Errmsg, WebhookView Data)
{
    public static WebhookAnswer Of(WebhookSettings settings) => new(PSeriesCode.Success.Number, PSeriesCode.Success.Text, WebhookView.Of(settings));
}

/// <summary>The settings as this dialect shows them.</summary>
internal sealed record WebhookView(
    int EnbWebhookEventPush,
    IReadOnlyList<WebhookEntryView> WebhookEventPushList,
    int WebhookEventPushTimeout,
    int WebhookEventPushRetryCount,
    ImmutableArray<int> WebhookEventIds)
{
    public static WebhookView Of(WebhookSettings settings) => new(
        settings.Enabled ? 1 : 0,
        [.. settings.Entries.Select(WebhookEntryView.Of)],
        (int)settings.Timeout.TotalSeconds,
        settings.Retries,
        EventTypes.All);
}

/// <summary>One receiver as this dialect shows it. The event 0 stands for all.</summary>
internal sealed record WebhookEntryView(string Url, string Secret, string RequestMethod, ImmutableArray<int> EventIds)
{
    private const int AllEvents = 0;

    public static WebhookEntryView Of(WebhookEntry entry)
        => new(entry.Url, entry.Secret, entry.UsesGet ? "GET" : "POST", entry.Events.IsEmpty ? [AllEvents] : entry.Events);
}
