using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Undertone.Scenarios.Harness;

/// <summary>One request that a receiver of webhooks got.</summary>
internal sealed record ReceivedWebhook(string Method, string Path, string Query, byte[] Body, string Signature);

/// <summary>
/// A web server that receives webhooks: <c>/ok</c> answers 200, <c>/broken</c> 500, and <c>/stuck</c> only when the client has given up.
/// </summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

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
