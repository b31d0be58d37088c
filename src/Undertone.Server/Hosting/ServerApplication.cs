using System.Security.Cryptography.X509Certificates;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Health;
using Undertone.Server.Metrics;
using Undertone.Storage;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Events;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Hosting;

/// <summary>Composes the web application: Kestrel, the services of the domain, the dialects, health and metrics.</summary>
internal static class ServerApplication
{
    private const int LongestRequestLineBytes = 8 * 1024;
    private const int LongestHeadersBytes = 32 * 1024;
    private const int MostHeaders = 100;
    private const int MostConnections = 10_000;

    // The dialects refuse long bodies with their own error; this bound is for what no dialect answers.
    private const long LongestBodyBytes = 32 * 1024 * 1024;

    public static WebApplication Build(
        ServerSettings settings, X509Certificate2? certificate, UndertoneStore store, ExtensionDirectory extensions, IEngineRunner runner, ILoggerFactory loggers)
    {
        // The empty builder reads neither appsettings.json nor the ASPNETCORE_ environment: one configuration is enough.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddKestrel(builder, settings.Http, certificate);
        AddDomain(builder.Services, store, extensions, runner, loggers);
        ServerDialects.Add(builder.Services, settings);

        WebApplication application = builder.Build();
        ServerDialects.Map(application);
        application.MapHealth();

        // Counters count from the moment their listener exists, not from the first scrape.
        application.Services.GetRequiredService<PrometheusExporter>();
        application.Services.GetRequiredService<EngineLoadMeter>();
        application.Services.GetRequiredService<GarbagePauseMeter>();
        return application;
    }

    private static void AddKestrel(WebApplicationBuilder builder, HttpSettings settings, X509Certificate2? certificate)
    {
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls([.. settings.Urls]);
        if (certificate is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeadersBytes;
            kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
            kestrel.Limits.MaxRequestBodySize = LongestBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (certificate is not null)
            {
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
            }
        });
    }

    private static void AddDomain(
        IServiceCollection services, UndertoneStore store, ExtensionDirectory extensions, IEngineRunner runner, ILoggerFactory loggers)
    {
        // Instances given to the container are not disposed of by it: they outlive the application.
        services.AddSingleton(loggers);
        services.AddLogging();
        services.AddRouting();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store);
        services.AddSingleton<ICredentialStore>(store.Credentials);
        services.AddSingleton<IBlockedAddressStore>(store.BlockedAddresses);
        services.AddSingleton<IWebhookStore>(store.Webhooks);
        services.AddSingleton<IEventTargetStore>(store.EventTargets);
        services.AddSingleton<IOutbox>(store.Outbox);
        services.AddSingleton<IAccountStore>(store.Accounts);
        services.AddSingleton<ICallRecordStore>(store.CallRecords);
        services.AddSingleton<IAuditLog>(store.Audit);
        services.AddSingleton(extensions);
        services.AddSingleton(runner);
        services.AddSingleton<ICallEngine>(runner.Engine);
        services.AddSingleton<Readiness>();
        services.AddSingleton<PrometheusExporter>();
        services.AddSingleton<EngineLoadMeter>();
        services.AddSingleton<GarbagePauseMeter>();

        // Started in this order before HTTP and stopped in the reverse order after it.
        services.AddHostedService<FactKeeper>();
        services.AddHostedService<EngineMeter>();
        services.AddHostedService<EngineHostedService>();
        services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }
}
