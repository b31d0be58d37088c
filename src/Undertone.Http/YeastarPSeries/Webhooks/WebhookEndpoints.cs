using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Http.YeastarPSeries.Tokens;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary><c>GET webhook/query</c> and <c>POST webhook/update</c>: to whom events are pushed. A change is all or nothing.</summary>
internal static partial class WebhookEndpoints
{
    public static IResult Query(WebhookDispatcher webhooks)
        => PSeriesResult.Success(WebhookAnswer.Of(webhooks.Settings), PSeriesJson.Wire.WebhookAnswer);

    public static async Task<IResult> UpdateAsync(
        HttpContext http, WebhookDispatcher webhooks, YeastarPSeriesOptions options, ILogger<WebhookChanges> logger)
    {
        using JsonBody body = await JsonBody.ReadAsync(http, options);
        WebhookChanges changes = WebhookChanges.Read(body);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        if (changes.HasTooMany)
        {
            return PSeriesResult.Of(PSeriesCode.MaxLimitationExceeded);
        }

        await webhooks.ChangeAsync(changes.ApplyTo, CancellationToken.None);
        ApiClient client = ApiClient.Of(http);
        Log.Updated(logger, client.Id, client.Address, webhooks.Settings.Enabled, webhooks.Settings.Entries.Length);
        return PSeriesResult.Of(PSeriesCode.Success);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesWebhooksUpdated, LogLevel.Information,
            "P-Series client {Client} at {Address} changed the webhooks: on {Enabled}, {Count} receiver(s)")]
        public static partial void Updated(ILogger logger, string client, string address, bool enabled, int count);
    }
}
