using Undertone.Server.Logs;

namespace Undertone.Server.Hosting;

/// <summary>Starts the engine before HTTP is served and stops it after HTTP has stopped.</summary>
internal sealed class EngineHostedService(IEngineRunner runner, ILogger<EngineHostedService> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => runner.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ServerLog.Stopping(logger, runner.Engine.Calls.Count);
        await runner.StopAsync(cancellationToken);
    }
}
