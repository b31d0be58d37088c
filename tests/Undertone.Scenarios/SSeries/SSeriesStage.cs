using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.SSeries;

/// <summary>One server for all requests of the dialect, with a trunk whose far end is a phone that can be measured.</summary>
public sealed class SSeriesStage : SupervisionServer
{
    /// <summary>The tests that share the stage.</summary>
    public const string Name = "S-Series requests";

    /// <summary>The trunk.</summary>
    public const string Trunk = "carrier";

    /// <summary>Who is at the far end of the trunk.</summary>
    public const string OutsideNumber = "5503301";

    /// <summary>The tone of the carrier.</summary>
    public const int OutsideTone = 1000;

    /// <summary>The carrier: numbers that begin with 01 lead there, and 555 from there to 2000.</summary>
    public SimulatedPhone Carrier { get; private set; } = null!;

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        Carrier = await SimulatedPhone.StartAsync(new SimulatedPhoneOptions
        {
            Number = OutsideNumber, ToneFrequencyHz = OutsideTone, Answering = AnswerPolicy.Never, Patience = TimeSpan.FromSeconds(20),
        });
        await base.InitializeAsync();
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Carrier.DisposeAsync();
    }

    /// <summary>The carrier calls a number of ours.</summary>
    public PhoneCall CallFromCarrier(string number) => Carrier.Call(SipUri.Create(number, Process.Sip.Address.ToString(), Process.Sip.Port));

    /// <inheritdoc />
    protected override void Change(JsonObject configuration)
    {
        configuration["Apis"]!["YeastarSSeries"] = new JsonObject
        {
            ["Users"] = new JsonArray(new JsonObject { ["Name"] = SSeriesClient.User, ["Password"] = SSeriesClient.Password }),
        };
        configuration["Trunks"] = new JsonArray(
            new JsonObject { ["Name"] = Trunk, ["Address"] = $"sip:127.0.0.1:{Carrier.DirectAddress.Port}", ["ProbeInterval"] = "0s" });
        configuration["Routes"] = new JsonObject
        {
            ["Outbound"] = new JsonArray(new JsonObject { ["Pattern"] = "^01", ["Trunk"] = Trunk }),
            ["Inbound"] = new JsonArray(new JsonObject { ["Trunk"] = Trunk, ["Number"] = "^555", ["Extension"] = "2000" }),
        };
    }
}

/// <summary>Names the tests that share the stage.</summary>
[CollectionDefinition(SSeriesStage.Name)]
public sealed class SSeriesRequests : ICollectionFixture<SSeriesStage>;
