using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.YeastarPSeries.Webhooks;

/// <summary>Writes the request that tells a receiver of an event, signed with its secret.</summary>
internal static class WebhookRequest
{
    private const string SignatureHeader = "X-Signature";

    /// <summary>The request: the event's frame as the body of a POST, or its three fields in the query of a GET, whose empty body is signed.</summary>
    public static Callback Of(PSeriesEvent pSeriesEvent, WebhookEntry receiver)
    {
        var url = new Uri(receiver.Url);
        byte[]? body = receiver.UsesGet ? null : pSeriesEvent.Frame;
        if (receiver.UsesGet)
        {
            EventEnvelope envelope = JsonSerializer.Deserialize(pSeriesEvent.Frame, PSeriesJson.Wire.EventEnvelope)!;
            string sn = envelope.Sn is { } serial ? $"sn={Uri.EscapeDataString(serial)}&" : "";
            string fields = $"type={envelope.Type}&{sn}msg={Uri.EscapeDataString(envelope.Msg)}";
            url = new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query[1..]}&{fields}" : fields }.Uri;
        }

        return new Callback(url, body, "application/json", [new(SignatureHeader, Sign(receiver.Secret, body ?? []))]);
    }

    /// <summary>Base64 of HMAC-SHA256 over the raw body.</summary>
    public static string Sign(string secret, byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
