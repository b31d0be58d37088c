using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Harness;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Exotel;

/// <summary>One server with an account of the dialect, a trunk whose far end is a phone that can be measured, and a receiver of callbacks.</summary>
public sealed class ExotelStage : SupervisionServer
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "Exotel requests";

    /// <summary>The account.</summary>
    public const string Account = "acme";

    /// <summary>Its API key.</summary>
    public const string Key = "k3y";

    /// <summary>Its API token.</summary>
    public const string Token = "t0ken";

    /// <summary>Its number.</summary>
    public const string ExoPhone = "08030752400";

    /// <summary>The one outside number that may supervise.</summary>
    public const string OutsideSupervisor = "09000000001";

    /// <summary>The tone of the carrier, which no sum or difference of the others' tones falls on.</summary>
    public const int OutsideTone = 2200;

    /// <summary>The carrier: numbers that begin with 0 lead there, and the account's number from there to 2000.</summary>
    public SimulatedPhone Carrier { get; private set; } = null!;

    /// <summary>Where callbacks go.</summary>
    internal WebhookReceiver Receiver { get; private set; } = null!;

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        Receiver = await WebhookReceiver.StartAsync();
        Carrier = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = "5503301", ToneFrequencyHz = OutsideTone, Answering = AnswerPolicy.Never, Patience = TimeSpan.FromSeconds(20),
        });
        await base.InitializeAsync();
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Carrier.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <inheritdoc />
    protected override void Change(JsonObject configuration)
    {
        configuration["Apis"]!["Exotel"] = new JsonObject
        {
            ["RequestsPerMinute"] = 0,
            ["CallbackPause"] = "100ms",
            ["Accounts"] = new JsonArray(new JsonObject
            {
                ["Sid"] = Account,
                ["Key"] = Key,
                ["Token"] = Token,
                ["ExoPhones"] = new JsonArray(ExoPhone),
                ["Supervisors"] = new JsonArray(OutsideSupervisor),
                ["PricePerPulse"] = "0.5",
            }),
        };
        configuration["Trunks"] = new JsonArray(
            new JsonObject { ["Name"] = "carrier", ["Address"] = $"sip:127.0.0.1:{Carrier.DirectAddress.Port}", ["ProbeInterval"] = "0s" });
        configuration["Routes"] = new JsonObject
        {
            ["Outbound"] = new JsonArray(new JsonObject { ["Pattern"] = "^0", ["Trunk"] = "carrier" }),
            ["Inbound"] = new JsonArray(new JsonObject { ["Trunk"] = "carrier", ["Number"] = "^080", ["Extension"] = "2000" }),
        };
    }
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(ExotelStage.Name)]
public sealed class ExotelRequests : ICollectionFixture<ExotelStage>;
