using System.Text.Json;
using Undertone.Http.Tests.Kit;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarPSeries.Events;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Trunks;

namespace Undertone.Http.Tests.YeastarPSeries;

/// <summary>What the dialect tells of trunks.</summary>
public sealed class TrunkEventTests
{
    private readonly EventTranslator _translator = new(
        new YeastarPSeriesOptions { SerialNumber = "3631A2124XXX" }, new ExtensionDirectory(new FakeExtensionStore()));

    [Theory]
    [InlineData(TrunkState.Unknown, 0)]
    [InlineData(TrunkState.Idle, 1)]
    [InlineData(TrunkState.Unmonitored, 3)]
    [InlineData(TrunkState.Registering, 4)]
    [InlineData(TrunkState.RegistrationFailed, 41)]
    [InlineData(TrunkState.Unreachable, 42)]
    [InlineData(TrunkState.AccountUnavailable, 43)]
    public void Event30010_CarriesTheNumberOfTheTrunksState(TrunkState state, int status)
    {
        PSeriesEvent translated = Assert.Single(_translator.Translate(new TrunkStateChanged(Samples.Start, "carrier", state, "192.0.2.1")));

        Assert.Equal(30010, translated.Type);
        Assert.Equal($$"""{"trunk_name":"carrier","kind":"PJSIP","status":{{status}},"registered_ip":"192.0.2.1"}""", Message(translated));
    }

    [Theory]
    [InlineData(TrunkChange.Created, "CREATE")]
    [InlineData(TrunkChange.Updated, "UPDATE")]
    [InlineData(TrunkChange.Deleted, "DELETE")]
    public void Event30023_CarriesNoSerialNumber(TrunkChange change, string option)
    {
        PSeriesEvent translated = Assert.Single(_translator.Translate(new TrunkConfigurationChanged(Samples.Start, "carrier", change)));

        using JsonDocument frame = JsonDocument.Parse(translated.Frame);
        Assert.Equal(["type", "msg"], frame.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal($$"""{"trunk_name":"carrier","option":"{{option}}"}""", Message(translated));
    }

    [Fact]
    public void Event30012_OfAnInboundCall_NamesTheTrunkAndTheNumberThatWasDialled()
    {
        var record = new CallRecord
        {
            Id = new CallId(1651057476, 362),
            Kind = CallKind.Inbound,
            From = "5503301",
            To = "2000",
            SourceTrunk = "carrier",
            DidNumber = "5550001",
            StartedAt = Samples.Start,
            EndedAt = Samples.Start.AddSeconds(30),
            Disposition = CallDisposition.Answered,
        };

        using JsonDocument told = JsonDocument.Parse(Message(Assert.Single(_translator.Translate(new CallEnded(Samples.Start, record)))));

        Assert.Equal(
            ["Inbound", "5503301", "2000", "carrier", "", "5550001"],
            ((string[])["type", "call_from", "call_to", "src_trunk_name", "dst_trunk_name", "did_number"]).Select(name => told.RootElement.GetProperty(name).GetString()));
    }

    private static string Message(PSeriesEvent translated)
    {
        using JsonDocument document = JsonDocument.Parse(translated.Frame);
        return document.RootElement.GetProperty("msg").GetString()!;
    }
}
