using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Supervision.Engine;
using Undertone.Switch;

namespace Undertone.Server.Tests.Fakes;

internal sealed class FakeEngineRunner : IEngineRunner
{
    public FakeEngine Fake { get; } = new();

    public ICallEngine Engine => Fake;

    public EngineLoad? Load { get; set; }

    public IReadOnlyList<string> ListensOn { get; set; } = [];

    /// <summary>Done by the engine when it is stopped, as ending its calls would be.</summary>
    public Action WhenStopped { get; set; } = () => { };

    public Exception? StartFailure { get; set; }

    public Task StartAsync(CancellationToken cancellation)
    {
        ListensOn = StartFailure is null ? ["udp://127.0.0.1:5060"] : throw StartFailure;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        ListensOn = [];
        WhenStopped();
        return Task.CompletedTask;
    }

    public void ReloadTrunks(ServerSettings settings)
    {
        // It has no trunks.
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
