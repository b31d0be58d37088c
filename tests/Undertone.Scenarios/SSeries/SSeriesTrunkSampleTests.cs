using System.Xml.Linq;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>The first version's and OpenVox's requests for parties outside: looked up, monitored, hung up and moved.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SSeriesTrunkSampleTests(SSeriesStage stage)
{
    private const int TargetTone = 2200;

    [Fact]
    public async Task An_Inbound_Call_Is_Shown_In_The_Shape_Of_The_Sample()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        Assert.Equal("""{"status":"Success","inbound":[]}""", await client.PostAsync("inbound/query"));
        await using OutsideCall call = await OutsideCall.OpenAsync(stage, inbound: true);
        string shown =
            $$$"""
            {"status":"Success","inbound":[{"inboundid":"{{{call.Id}}}","from":"5503301","to":"2000","trunk":"carrier","status":"Talking",
            "callee":[{"extid":"2000"}]}]}
            """.ReplaceLineEndings("");
        foreach (string body in (string[])["", "{}", $$"""{"inboundid":"{{call.Id}}"}""", $$"""{"inboundid":"1495698433.203,{{call.Id}}"}"""])
        {
            Assert.Equal(shown, await client.PostAsync("inbound/query", body));
        }

        Assert.Equal("""{"status":"Success","inbound":[]}""", await client.PostAsync("inbound/query", """{"inboundid":"1495698433.203"}"""));
        Assert.Equal("""{"status":"Success","outbound":[]}""", await client.PostAsync("outbound/query"));
    }

    [Fact]
    public async Task An_Inbound_Call_That_Rings_Is_In_Progress()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        SimulatedPhone agent = await Phones.RegisterAsync(stage.Process, "2000", OutsideCall.AgentTone, AnswerPolicy.Never);
        try
        {
            PhoneCall outside = stage.CallFromCarrier("5550001");
            await agent.NextIncomingCallAsync();
            await outside.WaitForAsync(PhoneCallState.Ringing);
            Assert.Equal("Progress", (await client.DoAsync("inbound/query")).Element("inbound")!.Element("status")!.Value);
            string id = (await client.DoAsync("inbound/query")).Element("inbound")!.Element("inboundid")!.Value;
            await client.DoAsync("inbound/hangup", ("inboundid", id));
            await outside.WaitForAsync(PhoneCallState.Ended);
        }
        finally
        {
            await Phones.EndAsync(agent);
        }
    }

    [Fact]
    public async Task An_Outbound_Call_Is_Dialled_And_Shown_In_The_Shape_Of_The_Sample()
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        SimulatedPhone agent = await Phones.RegisterAsync(stage.Process, "2000", OutsideCall.AgentTone, AnswerPolicy.ByHeaders);
        try
        {
            XElement dialled = await client.DoAsync("extension/dial_outbound", ("extid", "2000"), ("outto", "0141000"), ("autoanswer", "yes"));
            string id = dialled.Element("callid")!.Value;
            PhoneCall outside = await stage.Carrier.NextIncomingCallAsync();
            await outside.AnswerAsync();
            await stage.Api.ChannelOfAsync("2000", "ANSWERED");
            Assert.Equal(
                $$$"""{"status":"Success","outbound":[{"outboundid":"{{{id}}}","from":"2000","to":"0141000","trunk":"carrier","status":"Talking"}]}""",
                await client.PostAsync("outbound/query", $$"""{"outboundid":"{{id}}"}"""));
            Assert.Equal("""{"status":"Success"}""", await client.PostAsync("outbound/hangup", $$"""{"outboundid":"{{id}}"}"""));
            await outside.WaitForAsync(PhoneCallState.Ended);
        }
        finally
        {
            await Phones.EndAsync(agent);
        }
    }

    [Theory]
    [InlineData(SSeriesClient.V1, true)]
    [InlineData(SSeriesClient.Xml, true)]
    [InlineData(SSeriesClient.V1, false)]
    [InlineData(SSeriesClient.Xml, false)]
    public async Task A_Party_Outside_Is_Moved_To_An_Extension_And_Hung_Up(string version, bool inbound)
    {
        (string kind, string idName) = inbound ? ("inbound", "inboundid") : ("outbound", "outboundid");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        await using OutsideCall call = await OutsideCall.OpenAsync(stage, inbound);
        SimulatedPhone target = await call.RegisterAsync("2001", TargetTone);

        XElement moved = await client.DoAsync($"{kind}/transfer_extension", (idName, call.Id), ("extid", "2001"));

        Assert.Equal(["status", "callid"], moved.Elements().Select(e => e.Name.LocalName));
        PhoneCall joined = await target.NextIncomingCallAsync();
        await EarWatch.UntilHeardAsync(call.Outside, TargetTone);
        await EarWatch.UntilHeardAsync(joined, SSeriesStage.OutsideTone);
        await call.AgentCall.WaitForAsync(PhoneCallState.Ended);
        string id = Assert.Single((await client.DoAsync($"{kind}/query")).Elements(kind)).Element(idName)!.Value;
        Assert.Equal(moved.Element("callid")!.Value, id);
        Assert.Equal(["status"], (await client.DoAsync($"{kind}/hangup", (idName, id))).Elements().Select(e => e.Name.LocalName));
        await call.Outside.WaitForAsync(PhoneCallState.Ended);
        await joined.WaitForAsync(PhoneCallState.Ended);
    }

    [Theory]
    [InlineData(SSeriesClient.V1, true)]
    [InlineData(SSeriesClient.Xml, false)]
    public async Task A_Party_Outside_Is_Moved_To_Another_Outside(string version, bool inbound)
    {
        (string kind, string idName) = inbound ? ("inbound", "inboundid") : ("outbound", "outboundid");
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, version);
        await using OutsideCall call = await OutsideCall.OpenAsync(stage, inbound);

        XElement moved = await client.DoAsync($"{kind}/transfer_outbound", (idName, call.Id), ("outto", "0199999"), ("fromext", "2000"));

        Assert.Equal(["status", "callid"], moved.Elements().Select(e => e.Name.LocalName));
        PhoneCall other = await stage.Carrier.NextIncomingCallAsync();
        Assert.Equal("0199999", other.InviteRequest!.RequestUri.User);
        await other.AnswerAsync();
        await call.AgentCall.WaitForAsync(PhoneCallState.Ended);
        await EarWatch.UntilHeardAsync(call.Outside, SSeriesStage.OutsideTone);
        await EarWatch.UntilNotHeardAsync(call.Outside, OutsideCall.AgentTone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_Agent_Of_A_Trunk_Call_Is_Monitored_And_Shown_With_The_Party_Outside(bool inbound)
    {
        await using OutsideCall call = await OutsideCall.OpenAsync(stage, inbound);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V1);
        SimulatedPhone supervisor = await call.RegisterAsync("3000", 1600);
        Assert.Equal("""{"status":"Success"}""", await client.PostAsync("extension/whisper", """{"whisperer":"3000","whisperedext":"2000"}"""));
        PhoneCall ear = await supervisor.NextIncomingCallAsync();
        await EarWatch.UntilHeardAsync(call.AgentCall, 1600);
        await EarWatch.UntilHeardAsync(ear, SSeriesStage.OutsideTone);
        EarWatch.AssertNeverHeard(call.Outside, 1600);

        XElement shown = (await client.DoAsync("extension/query", ("extid", "2000"))).Element("extinfos")!;
        (string kind, string[] names) = inbound
            ? ("inbound", (string[])["from", "to", "trunk", "inboundid"])
            : ("outbound", ["from", "to", "trunk", "outboundid", "ouboundid"]);
        XElement party = shown.Element(kind)!;
        Assert.Equal(names.Order(), party.Elements().Select(e => e.Name.LocalName).Order());
        Assert.Equal(("carrier", call.Id), (party.Element("trunk")!.Value, party.Element(kind + "id")!.Value));
        Assert.Equal("Busy", shown.Element("status")!.Value);
        await call.Outside.HangUpAsync();
        await ear.WaitForAsync(PhoneCallState.Ended);
    }
}
