using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.BadInput;

/// <summary>A server with three live calls, for all wrong requests over HTTP.</summary>
public sealed class BadHttpStage : IAsyncLifetime
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "Bad input over HTTP";

    private SimulatedPhone? _listenOnly;

    /// <summary>The server; a phone may ring for five seconds only.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>A client with a token.</summary>
    public PSeriesClient Api { get; private set; } = null!;

    /// <summary>2001 has called 2000; the call that nothing may disturb.</summary>
    public LiveCall Main { get; private set; } = null!;

    /// <summary>2002 has called 2009, who may not be monitored.</summary>
    public LiveCall Private { get; private set; } = null!;

    /// <summary>2003 has called 3003, who is busy therefore.</summary>
    public LiveCall BusySupervisor { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Server = await ServerProcess.StartAsync(configuration =>
            configuration["Calls"] = new System.Text.Json.Nodes.JsonObject { ["RingTimeout"] = "5s" });
        Api = await PSeriesClient.LogInAsync(Server);
        Main = await LiveCall.StartAsync(Server, Api, agent: "2000", customer: "2001");
        Private = await LiveCall.StartAsync(Server, Api, agent: "2009", customer: "2002");
        BusySupervisor = await LiveCall.StartAsync(Server, Api, agent: "3003", customer: "2003");
        _listenOnly = await Phones.RegisterAsync(Server, "3002", Phones.SupervisorHz, AnswerPolicy.Never);
    }

    /// <summary>A body with the channels of this stage in the place of their names.</summary>
    public string Fill(string body) => body
        .Replace("{agent}", Main.AgentChannel, StringComparison.Ordinal)
        .Replace("{customer}", Main.CustomerChannel, StringComparison.Ordinal)
        .Replace("{private}", Private.AgentChannel, StringComparison.Ordinal)
        .Replace("{agent-id}", Main.AgentChannel[^8..], StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Phones.EndAsync(_listenOnly);
        await BusySupervisor.DisposeAsync();
        await Private.DisposeAsync();
        await Main.DisposeAsync();
        Api.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(BadHttpStage.Name)]
public sealed class BadHttpTests : ICollectionFixture<BadHttpStage>;
