using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A server that clients fetch events from over TCP.</summary>
public sealed class TcpEventStage : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>Its event port.</summary>
    public int EventPort { get; } = FreePorts.UdpAndTcp();

    /// <inheritdoc />
    public async Task InitializeAsync() => Server = await ServerProcess.StartAsync(configuration =>
    {
        var dialect = ApiSession.Users();
        dialect["EventTransport"] = "TCP";
        dialect["EventListen"] = $"tcp://127.0.0.1:{EventPort}";
        configuration["Apis"]!["YeastarSSeries"] = dialect;
    });

    /// <inheritdoc />
    public async Task DisposeAsync() => await Server.DisposeAsync();
}
