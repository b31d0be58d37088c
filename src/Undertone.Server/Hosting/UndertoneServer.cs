using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Undertone.Server.Configuration.Sections;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Logs;
using Undertone.Server.Seeding;
using Undertone.Storage;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Server.Hosting;

/// <summary>
/// The whole server in one object: store, engine and HTTP, composed from the settings. The program runs one; tests and the demo
/// may run several in one process, on ports of their own.
/// </summary>
public sealed class UndertoneServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IEngineRunner _runner;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger<UndertoneServer> _logger;
    private bool _stopped;

    private UndertoneServer(
        ServerSettings settings, WebApplication application, IEngineRunner runner, UndertoneStore store, ExtensionDirectory extensions, ILoggerFactory loggers)
    {
        Settings = settings;
        Store = store;
        Extensions = extensions;
        _application = application;
        _runner = runner;
        _loggers = loggers;
        _logger = loggers.CreateLogger<UndertoneServer>();
    }

    /// <summary>The program's version.</summary>
    public static string Version { get; } =
        typeof(UndertoneServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>What it was started with.</summary>
    public ServerSettings Settings { get; }

    /// <summary>The engine.</summary>
    public ICallEngine Engine => _runner.Engine;

    /// <summary>The extensions.</summary>
    public ExtensionDirectory Extensions { get; }

    /// <summary>The store.</summary>
    public UndertoneStore Store { get; }

    /// <summary>Where HTTP is served, with the ports that were really taken.</summary>
    public IReadOnlyList<string> HttpAddresses =>
        [.. _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>What <c>https</c> is served with; null if nothing is.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>Where SIP is served, as <c>udp://127.0.0.1:5060</c>, with the ports that were really taken.</summary>
    public IReadOnlyList<string> SipAddresses => _runner.ListensOn;

    /// <summary>Opens the store, writes the seeds, starts the engine and then HTTP.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="warnings">What the log shall say about them.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The store cannot be opened, or an address is in use; the message says which.</exception>
    public static Task<UndertoneServer> StartAsync(ServerSettings settings, IReadOnlyList<string> warnings, CancellationToken cancellation)
        => StartAsync(settings, warnings, EmbeddedEngineRunner.Create, cancellation);

    /// <summary>The same with another engine.</summary>
    internal static async Task<UndertoneServer> StartAsync(
        ServerSettings settings, IReadOnlyList<string> warnings, EngineFactory createEngine, CancellationToken cancellation)
    {
        ILoggerFactory loggers = ServerLogging.Create(settings.Logging);
        UndertoneStore? store = null;
        ExtensionDirectory? extensions = null;
        IEngineRunner? runner = null;
        WebApplication? application = null;
        X509Certificate2? certificate = null;
        try
        {
            store = await UndertoneStore.OpenAsync(
                settings.Storage, TimeProvider.System, loggers.CreateLogger<UndertoneStore>(), cancellation: cancellation);
            await new Seeder(store, loggers.CreateLogger<Seeder>()).RunAsync(settings, cancellation);
            extensions = new ExtensionDirectory(store.Extensions);
            await extensions.LoadAsync(cancellation);
            runner = createEngine(settings, new EngineServices(extensions, store.Audit, TimeProvider.System, loggers));
            certificate = LoadCertificate(settings.Http, $"{store.Description}.https.pem");
            application = ServerApplication.Build(settings, certificate, store, extensions, runner, loggers);
            var server = new UndertoneServer(settings, application, runner, store, extensions, loggers) { Certificate = certificate };
            foreach (string warning in warnings)
            {
                ServerLog.ConfigurationWarning(server._logger, warning);
            }

            await application.StartAsync(cancellation);
            ServerLog.Ready(server._logger, Version, string.Join(", ", server.SipAddresses), string.Join(", ", server.HttpAddresses));
            return server;
        }
        catch
        {
            await DisposeAllAsync(application, runner, extensions, store, loggers);
            certificate?.Dispose();
            throw;
        }
    }

    private static X509Certificate2? LoadCertificate(HttpSettings settings, string selfSignedPath)
        => !settings.UsesTls ? null
            : settings.CertificatePath.Length > 0 ? HttpSection.LoadCertificate(settings)
            : SelfSignedCertificate.LoadOrCreate(selfSignedPath, TimeProvider.System.GetUtcNow());

    /// <summary>Returns when a signal (SIGTERM, SIGINT) or <paramref name="cancellation"/> has stopped the server.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellation)
    {
        await _application.WaitForShutdownAsync(cancellation);
        _stopped = true;
        ServerLog.Stopped(_logger);
    }

    /// <summary>Takes over the trunks and routes of settings that were read again. All other settings wait for the next start.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="warnings">What the log shall say about them.</param>
    public void ReloadTrunks(ServerSettings settings, IReadOnlyList<string> warnings)
    {
        foreach (string warning in warnings)
        {
            ServerLog.ConfigurationWarning(_logger, warning);
        }

        _runner.ReloadTrunks(settings);
        ServerLog.Reloaded(_logger, settings.Trunks.Length, settings.Routes.Outbound.Length, settings.Routes.Inbound.Length);
    }

    /// <summary>Says in the log what is wrong with settings that were read again; everything stays as it is.</summary>
    /// <param name="mistakes">The mistakes, at least one.</param>
    public void RefuseSettings(IReadOnlyList<string> mistakes)
    {
        foreach (string mistake in mistakes)
        {
            ServerLog.NotReloaded(_logger, mistake);
        }
    }

    /// <summary>Stops HTTP, then the engine with its calls, then closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _application.StopAsync();
        }

        await DisposeAllAsync(_application, _runner, Extensions, Store, _loggers);
        Certificate?.Dispose();
    }

    private static async Task DisposeAllAsync(
        WebApplication? application, IEngineRunner? runner, ExtensionDirectory? extensions, UndertoneStore? store, ILoggerFactory loggers)
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }

        if (runner is not null)
        {
            await runner.DisposeAsync();
        }

        extensions?.Dispose();
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        loggers.Dispose();
    }
}
