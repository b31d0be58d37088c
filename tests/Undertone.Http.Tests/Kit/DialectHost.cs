using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Tests.Kit;

/// <summary>
/// A dialect on a real loopback socket, over a fake engine, with a clock that stands still. Extensions 2000, 2001, 2005 and 1005 may be
/// monitored; 2008 may supervise in all modes.
/// </summary>
internal sealed class DialectHost : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    private DialectHost()
    {
    }

    public FakeCallEngine Engine { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public FakeExtensionStore ExtensionStore { get; } = new();

    public FakeCredentialStore Credentials { get; } = new();

    public FakeBlockedAddressStore Blocked { get; } = new();

    public FakeOutbox Outbox { get; private init; } = new();

    public RecordedLog Log { get; } = new();

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public ExtensionDirectory Extensions => Services.GetRequiredService<ExtensionDirectory>();

    /// <summary>Starts it.</summary>
    /// <param name="add">Adds the dialect, after what is shared.</param>
    /// <param name="map">Maps it.</param>
    /// <param name="outbox">What an earlier run has left behind.</param>
    public static async Task<DialectHost> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map, FakeOutbox? outbox = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new DialectHost { Outbox = outbox ?? new FakeOutbox() };
        builder.Services
            .AddSingleton<ICallEngine>(host.Engine)
            .AddSingleton<TimeProvider>(host.Clock)
            .AddSingleton<IExtensionStore>(host.ExtensionStore)
            .AddSingleton<ExtensionDirectory>()
            .AddSingleton<ICredentialStore>(host.Credentials)
            .AddSingleton<IBlockedAddressStore>(host.Blocked)
            .AddSingleton<IOutbox>(host.Outbox)
            .AddHostedService<TestFactKeeper>()
            .AddHttpShared();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(host.Log);
        add(builder.Services);

        WebApplication app = builder.Build();
        host._app = app;
        app.Use(next => http => next(WithTestAddress(http)));
        app.UseHttpShared();
        map(app);
        await app.StartAsync();
        host.Address = new Uri(app.Urls.Single());
        await host.AddExtensionsAsync();
        host.Extensions.Observe(host.Engine);
        return host;
    }

    /// <summary>Sends a request; every answer of every dialect here has HTTP status 200.</summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">From the root.</param>
    /// <param name="body">The body, if any.</param>
    /// <param name="from">The address it pretends to come from.</param>
    /// <param name="contentType">Of the body; null for none.</param>
    public async Task<(string ContentType, string Body)> SendAsync(
        HttpMethod method, string pathAndQuery, byte[]? body, string? from = null, string? contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, Address.GetLeftPart(UriPartial.Authority) + pathAndQuery);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.Add("Content-Type", contentType);
            }
        }

        if (from is not null)
        {
            request.Headers.Add("X-Test-Address", from);
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (response.Content.Headers.ContentType?.ToString() ?? "", await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        Task stopping = _app.StopAsync();
        while (!stopping.IsCompleted)
        {
            // What is given a little time to end gets it.
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stopping, Task.Delay(1));
        }

        await stopping;
        await _app.DisposeAsync();
    }

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
