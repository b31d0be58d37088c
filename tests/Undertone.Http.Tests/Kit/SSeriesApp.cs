using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Undertone.Http.YeastarSSeries;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Events;

namespace Undertone.Http.Tests.Kit;

/// <summary>The S-Series dialects on a <see cref="DialectHost"/>, with a user that is logged in.</summary>
internal sealed class SSeriesApp : IAsyncDisposable
{
    public const string User = "api";

    /// <summary>The MD5 that the vendor's samples send.</summary>
    public const string Digest = "2d7257a528679d01a19c70e3fa773620";

    public const string Serial = "369351034049";

    private static readonly string SecretHashText = QuickHash.Of(Digest);

    private SSeriesApp(DialectHost host) => Host = host;

    public DialectHost Host { get; }

    public FakeCallEngine Engine => Host.Engine;

    /// <summary>A token in force.</summary>
    public string Token { get; private set; } = "";

    public static async Task<SSeriesApp> StartAsync(YeastarSSeriesOptions? options = null, FakeEventTargetStore? targets = null)
    {
        DialectHost host = await DialectHost.StartAsync(
            services => services
                .AddSingleton<IEventTargetStore>(targets ?? new FakeEventTargetStore())
                .AddYeastarSSeries(options ?? new YeastarSSeriesOptions { SerialNumber = Serial, TimeZone = TimeZoneInfo.Utc }),
            app => app.MapYeastarSSeries());
        await host.Credentials.SaveAsync(new ApiCredential("s-series", User, SecretHashText), CancellationToken.None);
        var app = new SSeriesApp(host);
        app.Token = app.Host.Services.GetRequiredService<SessionStore>().Open(User, out _).Token;
        return app;
    }

    /// <summary>Posts with the token, as most clients do: without a content type.</summary>
    /// <param name="path">Version and request, such as <c>v1.1.0/extension/listen</c>; may have a query.</param>
    /// <param name="body">The body; null for none.</param>
    public Task<string> PostAsync(string path, string? body = null) => PostAsync(path, body, Token);

    /// <summary>The same with another token.</summary>
    public async Task<string> PostAsync(string path, string? body, string token)
        => (await Host.SendAsync(
            HttpMethod.Post,
            $"/api/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}token={token}",
            body is null ? null : Encoding.UTF8.GetBytes(body),
            contentType: null)).Body;

    /// <summary>Posts without a token.</summary>
    public async Task<string> PostBareAsync(string path, string? body, string? from = null)
        => (await Host.SendAsync(HttpMethod.Post, $"/api/{path}", body is null ? null : Encoding.UTF8.GetBytes(body), from, contentType: null)).Body;

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
