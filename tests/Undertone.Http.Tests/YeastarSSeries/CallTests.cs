using System.Collections.Immutable;
using Undertone.Http.Tests.Kit;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.Tests.YeastarSSeries;

/// <summary>What can be done with calls, and how they are shown.</summary>
public sealed class CallTests
{
    private const string Target = "PJSIP/2000-00000114";

    [Theory]
    [InlineData("v1.1.0/extension/hold", """{"extid":"2000"}""", true)]
    [InlineData("v1.1.0/extension/unhold", """{"extid":2000}""", false)]
    [InlineData("v2.0.0/call/hold", $$"""{"channelid":"{{Target}}"}""", true)]
    [InlineData("v2.0.0/call/unhold", $$"""{"channelid":"{{Target}}"}""", false)]
    public async Task Hold_and_resume_name_the_leg_that_holds(string path, string body, bool hold)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall());
        Assert.Equal(SuccessOf(path), await app.PostAsync(path, body));
        var command = Assert.IsType<HoldLeg>(Assert.Single(app.Engine.Commands));
        Assert.Equal((new LegId(0x114), hold), (command.Leg, command.Hold));
    }

    [Theory]
    [InlineData("v1.1.0/extension/mute", """{"extid":"2000"}""", true)]
    [InlineData("v1.1.0/extension/unmute", """{"extid":"2000"}""", false)]
    [InlineData("v2.0.0/call/mute", $$"""{"channelid":"{{Target}}"}""", true)]
    [InlineData("v2.0.0/call/unmute", $$"""{"channelid":"{{Target}}"}""", false)]
    public async Task Mute_and_unmute_name_the_leg_that_is_silenced(string path, string body, bool mute)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall());
        Assert.Equal(SuccessOf(path), await app.PostAsync(path, body));
        var command = Assert.IsType<MuteLeg>(Assert.Single(app.Engine.Commands));
        Assert.Equal((new LegId(0x114), mute), (command.Leg, command.Mute));
    }

    [Fact]
    public async Task Several_channels_are_muted_at_once_and_one_that_is_unknown_stops_all()
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall());
        Assert.Contains("Success", await app.PostAsync("v2.0.0/call/mute", $$"""{"channelid":"{{Target}},PJSIP/2005-00000113"}"""), StringComparison.Ordinal);
        Assert.Equal(2, app.Engine.Commands.Count);
        Assert.Equal("""{"status":"Failed","errno":"10007"}""", await app.PostAsync("v2.0.0/call/mute", $$"""{"channelid":"{{Target}},PJSIP/2000-00000999"}"""));
        Assert.Equal(2, app.Engine.Commands.Count);
    }

    [Theory]
    [InlineData("v1.1.0/extension/hangup", """{"extid":"2000"}""", 0x114)]
    [InlineData("v1.1.0/extension/hangup", """{"extid":"2008"}""", 0x115)]
    [InlineData("v2.0.0/call/hangup", $$"""{"channelid":"{{Target}}"}""", 0x114)]
    [InlineData("v2.0.0/call/hangup", """{"channelid":"PJSIP/2008-00000115"}""", 0x115)]
    public async Task A_party_and_a_supervisor_can_be_hung_up(string path, string body, uint leg)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall().With(Samples.Monitor(LegState.Talking)));
        Assert.Contains("Success", await app.PostAsync(path, body), StringComparison.Ordinal);
        Assert.Equal(new LegId(leg), Assert.Single(app.Engine.Commands));
    }

    [Theory]
    [InlineData("v1.1.0/inbound/transfer_extension", """{"inboundid":"1650094600.540","extid":"2005"}""", 0x11u, "2005")]
    [InlineData("v1.1.0/inbound/transfer_outbound", """{"inboundid":1650094600.540,"outto":"0441000","fromext":"2001"}""", 0x11u, "0441000")]
    [InlineData("v1.1.0/outbound/transfer_extension", """{"outboundid":"1650095575.872","extid":"2005"}""", 0x22u, "2005")]
    [InlineData("v1.1.0/outbound/transfer_outbound", """{"outboundid":"1650095575.872","outto":"0441000","fromext":"2001"}""", 0x22u, "0441000")]
    [InlineData("v1.1.0/calltransfer", """{"callid":"1651057476.362","transferor":"2000","transferto":"1005","fromext":""}""", 0x113u, "1005")]
    [InlineData("v2.0.0/call/transfer", $$"""{"channelid":"{{Target}}","number":"1005"}""", 0x114u, "1005")]
    public async Task A_transfer_moves_the_party_that_is_meant(string path, string body, uint moved, string number)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall(), Samples.InboundCall(), Samples.OutboundCall());
        Assert.StartsWith("""{"status":"Success","callid":"16""", await app.PostAsync(path, body), StringComparison.Ordinal);
        var command = Assert.IsType<TransferParty>(Assert.Single(app.Engine.Commands));
        Assert.Equal((new LegId(moved), number), (command.Moved, command.Number));
    }

    [Theory]
    [InlineData("complete", true)]
    [InlineData("abort", false)]
    public async Task A_consultation_begins_and_ends(string operation, bool complete)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall());
        await app.PostAsync("v2.0.0/call/attended_transfer", $$"""{"channelid":"{{Target}}","tonumber":"1005"}""");
        await app.PostAsync("v2.0.0/call/attended_transfer_operate", $$"""{"channelid":"{{Target}}","operate":"{{operation}}"}""");
        Assert.Equal(
            [(new LegId(0x114), "1005", true), (new LegId(0x114), "", complete)],
            app.Engine.Commands.Select(command => command is ConsultTarget begin
                ? (begin.Transferor, begin.Number, true)
                : (((EndConsultation)command).Transferor, "", ((EndConsultation)command).Complete)));
        Assert.Equal(
            """{"status":"Failed","errno":"10003"}""",
            await app.PostAsync("v2.0.0/call/attended_transfer_operate", $$"""{"channelid":"{{Target}}","operate":"threeway"}"""));
    }

    [Theory]
    [InlineData("v1.1.0/extension/dial_extension", """{"caller":"2000","callee":"2001","autoanswer":"no"}""", "2000", "2001", false)]
    [InlineData("v1.1.0/extension/dial_outbound", """{"extid":"2000","outto":"41000","autoanswer":"yes"}""", "2000", "41000", true)]
    [InlineData("v2.0.0/call/dial", """{"caller":2000,"callee":"+41000","dialpermission":"2001"}""", "2000", "+41000", false)]
    public async Task Click_to_call_rings_the_caller_first(string path, string body, string caller, string callee, bool autoAnswer)
    {
        await using SSeriesApp app = await StartAsync();
        app.Engine.NextCallId(new CallId(1571981311, 105));
        Assert.Equal("""{"status":"Success","callid":"1571981311.105"}""", await app.PostAsync(path, body));
        var command = Assert.IsType<PlaceCall>(Assert.Single(app.Engine.Commands));
        Assert.Equal((caller, callee, autoAnswer), (command.Caller, command.Callee, command.AutoAnswer));
    }

    [Theory]
    [InlineData("v1.1.0/extension/hold", "{}", "10004")]
    [InlineData("v1.1.0/extension/hold", """{"extid":"2001"}""", "10007")]
    [InlineData("v1.1.0/extension/mute", null, "20007")]
    [InlineData("v2.0.0/call/hangup", """{"channelid":","}""", "10004")]
    [InlineData("v2.0.0/call/hold", """{"channelid":"PJSIP/2001-00000114"}""", "10007")]
    [InlineData("v1.1.0/inbound/hangup", """{"inboundid":"1651057476.362"}""", "10007")]
    [InlineData("v1.1.0/inbound/hangup", """{"inboundid":"nonsense"}""", "10007")]
    [InlineData("v1.1.0/inbound/transfer_extension", """{"inboundid":"1.1","extid":"7777"}""", "10006")]
    [InlineData("v1.1.0/inbound/transfer_outbound", """{"inboundid":"1.1","outto":"0441000"}""", "10004")]
    [InlineData("v1.1.0/calltransfer", """{"callid":"1.1","transferor":"2000","transferto":"1005"}""", "10005")]
    [InlineData("v1.1.0/calltransfer", """{"callid":"1651057476.362","transferor":"2001","transferto":"1005"}""", "10007")]
    [InlineData("v1.1.0/extension/dial_extension", """{"caller":"2000","callee":"7777"}""", "10006")]
    [InlineData("v1.1.0/extension/dial_outbound", """{"extid":"7777","outto":"41000"}""", "10006")]
    [InlineData("v1.1.0/extension/dial_outbound", """{"extid":"2000","outto":"sip:x@y"}""", "10011")]
    [InlineData("v2.0.0/call/dial", """{"caller":"2000","callee":"41000","dialpermission":"7777"}""", "10006")]
    [InlineData("v2.0.0/call/transfer", $$"""{"channelid":"{{Target}}"}""", "10004")]
    [InlineData("v2.0.0/call/query", """{"callid":"1651057476.999"}""", "10005")]
    [InlineData("v2.0.0/call/query", """{"type":"sideways"}""", "10004")]
    [InlineData("v2.0.0/extension/query_call", """{"number":"7777"}""", "10006")]
    public async Task A_wrong_request_gets_its_number_and_does_nothing(string path, string? body, string errno)
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall());
        Assert.Equal($$"""{"status":"Failed","errno":"{{errno}}"}""", await app.PostAsync(path, body));
        Assert.Empty(app.Engine.Commands);
    }

    [Fact]
    public async Task The_first_version_shows_calls_over_trunks()
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall(), Samples.InboundCall(), Samples.OutboundCall());
        const string inbound = """{"inboundid":"1650094600.540","from":"5503301","to":"2000","trunk":"trunk1","status":"Talking","callee":[{"extid":"2001"}]}""";
        const string outbound = """{"outboundid":"1650095575.872","from":"1005","to":"5503301","trunk":"carrier","status":"Progress"}""";
        Assert.Equal($$"""{"status":"Success","inbound":[{{inbound}}]}""", await app.PostAsync("v1.1.0/inbound/query"));
        Assert.Equal($$"""{"status":"Success","inbound":[{{inbound}}]}""", await app.PostAsync("v1.1.0/inbound/query", """{"inboundid":"1650094600.540,1.1"}"""));
        app.Engine.Put(Samples.InboundCall().WithStates(LegState.Talking, LegState.Holding));
        Assert.Equal($$"""{"status":"Success","inbound":[{{inbound.Replace("Talking", "Wait", StringComparison.Ordinal)}}]}""", await app.PostAsync("v1.1.0/inbound/query"));
        Assert.Equal("""{"status":"Success","inbound":[]}""", await app.PostAsync("v1.1.0/inbound/query", """{"inboundid":"1.1"}"""));
        Assert.Equal($$"""{"status":"Success","outbound":[{{outbound}}]}""", await app.PostAsync("v1.1.0/outbound/query", "{}"));
    }

    [Fact]
    public async Task The_second_version_shows_calls_with_members_and_monitors_as_calls_of_their_own()
    {
        await using SSeriesApp app = await StartAsync(Samples.InternalCall().With(Samples.Monitor(LegState.Talking)), Samples.InboundCall());
        const string own = """{"callid":"1651057476.362","members":[{"ext":{"number":"2005","channelid":"PJSIP/2005-00000113","memberstatus":"ANSWERED"}},{"ext":{"number":"2000","channelid":"PJSIP/2000-00000114","memberstatus":"ANSWER"}}]}""";
        const string monitor = """{"callid":"1651057500.370","members":[{"ext":{"number":"2008","channelid":"PJSIP/2008-00000115","memberstatus":"ANSWER"}}]}""";
        Assert.Equal($$"""{"status":"Success","calls":[{{own}}]}""", await app.PostAsync("v2.0.0/call/query", """{"callid": 1651057476.362}"""));
        Assert.Equal($$"""{"status":"Success","calls":[{{monitor}}]}""", await app.PostAsync("v2.0.0/call/query", """{"callid":"1651057500.370"}"""));
        Assert.StartsWith("""{"status":"Success","calls":[{"callid":"1650094600.540","members":[{"inbound":{"from":"5503301",""", await app.PostAsync("v2.0.0/call/query", """{"type":"inbound"}"""), StringComparison.Ordinal);
        Assert.Equal("""{"status":"Success","calls":[]}""", await app.PostAsync("v2.0.0/call/query", """{"type":"outbound"}"""));
        Assert.Equal(
            $$"""{"status":"Success","calllist":[{"number":"2000","numbercalls":[{{own}}]},{"number":"2008","numbercalls":[{{monitor}}]}]}""",
            await app.PostAsync("v2.0.0/extension/query_call", """{"number":"2000,2008"}"""));
    }

    private static string SuccessOf(string path)
        => path.StartsWith("v2", StringComparison.Ordinal) ? """{"status":"Success","callid":"1651057476.362"}""" : """{"status":"Success"}""";

    private static async Task<SSeriesApp> StartAsync(params ImmutableArray<CallSnapshot> calls)
    {
        SSeriesApp app = await SSeriesApp.StartAsync();
        foreach (CallSnapshot call in calls)
        {
            app.Engine.Put(call);
        }

        return app;
    }
}
