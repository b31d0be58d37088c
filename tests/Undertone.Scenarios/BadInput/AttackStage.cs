using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.BadInput;

/// <summary>A server with one supervised call, for everything hostile over SIP and RTP.</summary>
public sealed class AttackStage : IAsyncLifetime
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "Attacks on a supervised call";

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>2001 has called 2000, and 3000 listens.</summary>
    public LiveCall Call { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Server = await ServerProcess.StartAsync();
        PSeriesClient api = await PSeriesClient.LogInAsync(Server);
        Call = await LiveCall.StartAsync(Server, api, agent: "2000", customer: "2001");
        await Call.MonitorAsync("3000", "listen");
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Call.DisposeAsync();
        Call.Api.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(AttackStage.Name)]
public sealed class AttackTests : ICollectionFixture<AttackStage>;
