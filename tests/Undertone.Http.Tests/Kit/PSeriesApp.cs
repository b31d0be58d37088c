using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;

namespace Undertone.Http.Tests.Kit;

/// <summary>
/// The P-Series dialect on a <see cref="DialectHost"/>, with a client that is logged in.
/// </summary>
internal sealed class PSeriesApp : IAsyncDisposable
{
    public const string ClientId = "UEnH9Dmv6uBJEXsYcag1trNfQThYXXXX";
    public const string ClientSecret = "ZLcXl63S9EtMnYoHUnjbVo6sA8CbXXXX";

    private static readonly string SecretHashText = QuickHash.Of(ClientSecret);

    private readonly DialectHost _host;

    private PSeriesApp(DialectHost host) => _host = host;

    public FakeCallEngine Engine => _host.Engine;

    public ManualTimeProvider Clock => _host.Clock;

    public FakeExtensionStore ExtensionStore => _host.ExtensionStore;

    public FakeCredentialStore Credentials => _host.Credentials;

    public FakeBlockedAddressStore Blocked => _host.Blocked;

    public FakeWebhookStore Webhooks { get; private init; } = null!;

    public FakeOutbox Outbox => _host.Outbox;

    public RecordedLog Log => _host.Log;

    public Uri Address => _host.Address;

    public IServiceProvider Services => _host.Services;

    public ExtensionDirectory Extensions => _host.Extensions;

    /// <summary>An access token in force.</summary>
    public string Token { get; private set; } = "";

    public static async Task<PSeriesApp> StartAsync(
        YeastarPSeriesOptions? options = null, ICallbackSender? callbacks = null, FakeWebhookStore? webhooks = null, FakeOutbox? outbox = null)
    {
        webhooks ??= new FakeWebhookStore();
        DialectHost host = await DialectHost.StartAsync(
            services =>
            {
                services
                    .AddSingleton<IWebhookStore>(webhooks)
                    .AddYeastarPSeries(options ?? new YeastarPSeriesOptions { SerialNumber = "3631A2124XXX", TimeZone = TimeZoneInfo.Utc });
                if (callbacks is not null)
                {
                    services.AddSingleton(callbacks);
                }
            },
            app => app.MapYeastarPSeries(),
            outbox);
        await host.Credentials.SaveAsync(new ApiCredential("p-series", ClientId, SecretHashText), CancellationToken.None);
        var result = new PSeriesApp(host) { Webhooks = webhooks };
        result.Token = result.NewToken();
        return result;
    }

    public string NewToken() => Services.GetRequiredService<TokenStore>().Issue(ClientId, out _).Access;

    public Task<string> GetAsync(string path) => SendAsync(HttpMethod.Get, WithToken(path), null);

    public Task<string> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, WithToken(path), Encoding.UTF8.GetBytes(body));

    public Task<string> PostAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, WithToken(path), body);

    /// <summary>Sends a request and checks what holds for every answer: HTTP 200 and JSON in UTF-8.</summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">From the root.</param>
    /// <param name="body">The body, if any.</param>
    /// <param name="from">The address it pretends to come from.</param>
    public async Task<string> SendAsync(HttpMethod method, string pathAndQuery, byte[]? body, string? from = null)
    {
        (string contentType, string answer) = await _host.SendAsync(method, pathAndQuery, body, from);
        Assert.Equal("application/json; charset=utf-8", contentType);
        return answer;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private string WithToken(string path) => $"/openapi/v1.0/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token}";
}
