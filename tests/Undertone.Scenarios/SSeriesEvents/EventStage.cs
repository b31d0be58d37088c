using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Peers;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>
/// The server that all tests of S-Series events share, with two carriers that are simulated phones. Each test logs in users of its own
/// and logs them out, because the newest login of a user gets all the user's events.
/// </summary>
public sealed class EventStage : IAsyncLifetime
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "S-Series events";

    /// <summary>The trunk of <see cref="Carrier"/>; calls from it to 555... reach 2000, and calls to 01... take it.</summary>
    public const string Trunk = "carrier";

    /// <summary>The number that calls from it.</summary>
    public const string OutsideNumber = "5503301";

    /// <summary>The trunk of <see cref="LongCarrier"/>; calls from it to 555... reach 2000, and to 444... go out over the same trunk.</summary>
    public static readonly string LongTrunk = string.Concat(Enumerable.Repeat("carrier-of-many-words-", 3));

    /// <summary>The longest number that a trunk may show.</summary>
    public static readonly string LongNumber = string.Concat(Enumerable.Repeat("550330", 10)) + "123";

    /// <summary>The server.</summary>
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>A client of the other API, which sees what the S-Series tells nobody.</summary>
    public PSeriesClient Api { get; private set; } = null!;

    /// <summary>The carrier at the trunk <see cref="Trunk"/>.</summary>
    public SimulatedPhone Carrier { get; private set; } = null!;

    /// <summary>The carrier whose trunk and number have the longest names.</summary>
    public SimulatedPhone LongCarrier { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Carrier = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = OutsideNumber, ToneFrequencyHz = 1000, Answering = AnswerPolicy.Never, Patience = TimeSpan.FromSeconds(20),
        });
        LongCarrier = await SimulatedPhone.StartAsync(Carrier.Options with { Number = LongNumber });
        Server = await ServerProcess.StartAsync(Configure);
        Api = await PSeriesClient.LogInAsync(Server);
    }

    /// <summary>A carrier calls a number of ours.</summary>
    public PhoneCall Call(SimulatedPhone carrier, string number)
        => carrier.Call(SipUri.Create(number, Server.Sip.Address.ToString(), Server.Sip.Port));

    /// <summary>Waits until no call is left.</summary>
    public Task EmptyAsync()
        => Until.TrueAsync(async () => (await Api.GetAsync("call/query"))["data"]!.AsArray().Count == 0, () => "the server to have no call left");

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
        await Carrier.DisposeAsync();
        await LongCarrier.DisposeAsync();
    }

    private void Configure(JsonObject configuration)
    {
        configuration["Apis"]!["YeastarSSeries"] = ApiSession.Users();
        configuration["Trunks"] = new JsonArray(TrunkTo(Trunk, Carrier), TrunkTo(LongTrunk, LongCarrier));
        configuration["Routes"] = new JsonObject
        {
            ["Outbound"] = new JsonArray(Outbound("^01", Trunk), Outbound("^02", LongTrunk)),
            ["Inbound"] = new JsonArray(Inbound(Trunk, "^555", "2000"), Inbound(LongTrunk, "^555", "2000"), Inbound(LongTrunk, "^444", "0" + new string('2', 62))),
        };
    }

    private static JsonObject TrunkTo(string name, SimulatedPhone carrier)
        => new() { ["Name"] = name, ["Address"] = $"sip:127.0.0.1:{carrier.DirectAddress.Port}", ["ProbeInterval"] = "0s" };

    private static JsonObject Outbound(string pattern, string trunk) => new() { ["Pattern"] = pattern, ["Trunk"] = trunk };

    private static JsonObject Inbound(string trunk, string number, string target)
        => new() { ["Trunk"] = trunk, ["Number"] = number, ["Extension"] = target };
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(EventStage.Name)]
public sealed class SSeriesEventTests : ICollectionFixture<EventStage>;
