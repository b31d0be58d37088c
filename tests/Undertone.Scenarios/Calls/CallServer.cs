using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.Calls;

/// <summary>One server for all tests of a class; each test leaves it without calls and registrations.</summary>
public sealed class CallServer : IAsyncLifetime
{
    private ServerProcess? _process;

    /// <summary>The server.</summary>
    public ServerProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync() => _process = await ServerProcess.StartAsync();

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
