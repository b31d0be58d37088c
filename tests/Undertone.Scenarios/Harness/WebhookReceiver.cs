using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Undertone.Scenarios.Harness;

/// <summary>One request that a receiver of webhooks got.</summary>
internal sealed record ReceivedWebhook(string Method, string Path, string Query, byte[] Body, string Signature);

/// <summary>
/// A web server that receives webhooks: <c>/ok</c> answers 200, <c>/slow</c> too but not at once, <c>/broken</c> 500, and <c>/stuck</c> only
/// when the client has given up.
/// </summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(25);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    /// <summary>What was posted to <c>/ok</c>, in order, as the event socket would have told it.</summary>
    public IReadOnlyList<SeenEvent> Events
        => [.. _received.Where(r => r.Path == "/ok").Select(r => JsonNode.Parse(r.Body)!).Select(e => new SeenEvent((int)e["type"]!, JsonNode.Parse((string)e["msg"]!)!.AsObject()))];

    /// <summary>The body of the <c>webhook/update</c> that ends every push.</summary>
    public const string NoSubscription = """{"enb_webhook_event_push":0,"webhook_event_push_list":[]}""";

    /// <summary>The body of the <c>webhook/update</c> that pushes events here and nowhere else.</summary>
    public string Subscription(string path, params int[] events)
        => $$"""{"enb_webhook_event_push":1,"webhook_event_push_list":[{"url":"{{Url(path)}}","event_ids":[{{string.Join(',', events)}}]}]}""";

    /// <summary>Where it listens, with a path.</summary>
    public string Url(string path) => _app.Urls.Single() + path;

    public static async Task<WebhookReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add($"http://{IPAddress.Loopback}:0");
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue(new ReceivedWebhook(
            http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "", body.ToArray(), http.Request.Headers["X-Signature"].ToString()));
        if (http.Request.Path == "/slow")
        {
            await Task.Delay(Slowness);
        }

        if (http.Request.Path == "/stuck")
        {
            var gone = new TaskCompletionSource();
            await using (http.RequestAborted.Register(gone.SetResult))
            {
                await gone.Task;
            }
        }

        http.Response.StatusCode = http.Request.Path == "/broken" ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
    }
}
