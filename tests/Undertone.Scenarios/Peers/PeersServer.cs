using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Peers;

/// <summary>The server that all tests with independent peers share; each test uses extensions of its own, or leaves them unregistered.</summary>
public sealed class PeersServer : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync() => Server = await ServerProcess.StartAsync(configuration =>
        configuration["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Undertone.Switch"] = "Debug" } });

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }
}
