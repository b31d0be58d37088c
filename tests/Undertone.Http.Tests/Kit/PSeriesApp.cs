using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Callbacks;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarPSeries.Tokens;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Kit;

/// <summary>
/// The dialect on a real loopback socket, over a fake engine, with a clock that stands still. Extensions 2000, 2001, 2005 and 1005 may be
/// monitored; 2008 may supervise in all modes.
/// </summary>
internal sealed class PSeriesApp : IAsyncDisposable
{
    public const string ClientId = "UEnH9Dmv6uBJEXsYcag1trNfQThYXXXX";
    public const string ClientSecret = "ZLcXl63S9EtMnYoHUnjbVo6sA8CbXXXX";

    // Hashing is slow on purpose; once is enough for all tests.
    private static readonly string SecretHashText = SecretHash.Create(ClientSecret);

    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private PSeriesApp(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
        _http = new HttpClient { BaseAddress = address };
    }

    public FakeCallEngine Engine { get; private init; } = null!;

    public ManualTimeProvider Clock { get; private init; } = null!;

    public FakeExtensionStore ExtensionStore { get; private init; } = null!;

    public FakeCredentialStore Credentials { get; private init; } = null!;

    public FakeWebhookStore Webhooks { get; private init; } = null!;

    public FakeBlockedAddressStore Blocked { get; private init; } = null!;

    public RecordedLog Log { get; private init; } = null!;

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public ExtensionDirectory Extensions => Services.GetRequiredService<ExtensionDirectory>();

    /// <summary>An access token in force.</summary>
    public string Token { get; private set; } = "";

    public static async Task<PSeriesApp> StartAsync(YeastarPSeriesOptions? options = null, ICallbackSender? callbacks = null)
    {
        var engine = new FakeCallEngine();
        var clock = new ManualTimeProvider();
        var store = new FakeExtensionStore();
        var credentials = new FakeCredentialStore();
        var webhooks = new FakeWebhookStore();
        var blocked = new FakeBlockedAddressStore();
        var log = new RecordedLog();
        await credentials.SaveAsync(new ApiCredential("p-series", ClientId, SecretHashText), CancellationToken.None);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<ICallEngine>(engine)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IExtensionStore>(store)
            .AddSingleton<ExtensionDirectory>()
            .AddSingleton<ICredentialStore>(credentials)
            .AddSingleton<IBlockedAddressStore>(blocked)
            .AddHttpShared()
            .AddSingleton<IWebhookStore>(webhooks)
            .AddYeastarPSeries(options ?? new YeastarPSeriesOptions { SerialNumber = "3631A2124XXX", TimeZone = TimeZoneInfo.Utc });
        if (callbacks is not null)
        {
            builder.Services.AddSingleton(callbacks);
        }

        WebApplication app = builder.Build();
        app.Use(next => http => next(WithTestAddress(http)));
        app.UseHttpShared();
        app.MapYeastarPSeries();
        await app.StartAsync();

        var result = new PSeriesApp(app, new Uri(app.Urls.Single()))
        {
            Engine = engine,
            Clock = clock,
            ExtensionStore = store,
            Credentials = credentials,
            Webhooks = webhooks,
            Blocked = blocked,
            Log = log,
        };
        await result.AddExtensionsAsync();
        result.Extensions.Observe(engine);
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
        using var request = new HttpRequestMessage(method, new Uri(Address, "/").GetLeftPart(UriPartial.Authority) + pathAndQuery);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.Add("Content-Type", "application/json");
        }

        if (from is not null)
        {
            request.Headers.Add("X-Test-Address", from);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private string WithToken(string path) => $"/openapi/v1.0/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token={Token}";

    private async Task AddExtensionsAsync()
    {
        foreach (string number in (string[])["2000", "2001", "2005", "1005", "2008"])
        {
            bool isSupervisor = number == "2008";
            await Extensions.SaveAsync(
                new Extension
                {
                    Number = number,
                    Name = isSupervisor ? "Sue Supervisor" : $"Agent {number}",
                    Secret = new SipSecret("", ""),
                    AllowBeingMonitored = !isSupervisor,
                    MonitorRight = isSupervisor ? MonitorRight.Extensive : MonitorRight.Disabled,
                },
                CancellationToken.None);
        }
    }

    private static HttpContext WithTestAddress(HttpContext http)
    {
        if (http.Request.Headers["X-Test-Address"].ToString() is { Length: > 0 } address)
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        }

        return http;
    }
}
