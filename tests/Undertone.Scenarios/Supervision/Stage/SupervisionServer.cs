using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Supervision.Stage;

/// <summary>One running server and one integration that is logged in to it, for all tests of a class or of the collection.</summary>
public class SupervisionServer : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public ServerProcess Process { get; private set; } = null!;

    /// <summary>The integration.</summary>
    public PSeriesClient Api { get; private set; } = null!;

    /// <inheritdoc />
    public virtual async Task InitializeAsync()
    {
        Process = await ServerProcess.StartAsync(Change);
        Api = await PSeriesClient.LogInAsync(Process);
    }

    /// <inheritdoc />
    public virtual async Task DisposeAsync()
    {
        Api?.Dispose();
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }
    }

    /// <summary>Changes the configuration before the start.</summary>
    protected virtual void Change(JsonObject configuration)
    {
    }
}
