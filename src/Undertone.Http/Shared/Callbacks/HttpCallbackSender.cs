using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// Sends callbacks over HTTP. Redirects are not followed, cookies and proxies not used, and of an answer only its head is read.
/// </summary>
internal sealed class HttpCallbackSender : ICallbackSender, IDisposable
{
    private static readonly TimeSpan NamesAreResolvedAgain = TimeSpan.FromMinutes(2);
    private readonly CallbackConnector _connector;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    public HttpCallbackSender(CallbackConnector connector, TimeProvider clock)
    {
        _connector = connector;
        _clock = clock;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = NamesAreResolvedAgain,
            MaxResponseHeadersLength = 16,

            // The trace of the request that happens to be served now is nobody else's business.
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <inheritdoc />
    public async Task<CallbackResult> SendAsync(Callback callback, TimeSpan timeout, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using HttpRequestMessage request = RequestOf(callback);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            return new CallbackResult((int)response.StatusCode, "");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CallbackResult(0, $"no answer within {timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException failure)
        {
            return new CallbackResult(0, failure.InnerException is { } inner and not IOException ? inner.Message : failure.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage RequestOf(Callback callback)
    {
        var request = new HttpRequestMessage(callback.Body is null ? HttpMethod.Get : HttpMethod.Post, callback.Url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Undertone", null));
        if (callback.Body is not null)
        {
            request.Content = new ByteArrayContent(callback.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", callback.ContentType);
        }

        foreach ((string name, string value) in callback.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
        => new NetworkStream(await _connector.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation), ownsSocket: true);
}
