using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>A server with a live call on it, for all tests of the dialect's samples.</summary>
public sealed class PSeriesStage : IAsyncLifetime
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "P-Series samples";

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>A client with a token of its own.</summary>
    public PSeriesClient Api { get; private set; } = null!;

    /// <summary>2001 has called 2000, the extension of the samples.</summary>
    public LiveCall Call { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        // The supervisor of the published sample is 2008.
        Server = await ServerProcess.StartAsync(configuration =>
            configuration["Extensions"]!.AsArray().Single(extension => (string)extension!["Number"]! == "2008")!["MonitorMode"] = "Extensive");
        Api = await PSeriesClient.LogInAsync(Server);
        Call = await LiveCall.StartAsync(Server, Api, agent: "2000", customer: "2001");
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Call.DisposeAsync();
        Api.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(PSeriesStage.Name)]
public sealed class PSeriesSamples : ICollectionFixture<PSeriesStage>;
