using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.PSeries;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.SSeries;

/// <summary>The second version's requests for calls, which name calls and channels: what they answer and what they do.</summary>
[Collection(SSeriesStage.Name)]
public sealed class SSeriesChannelSampleTests(SSeriesStage stage)
{
    private const string Action = "{status:string,callid:string}";

    [Fact]
    public async Task A_Call_Is_Queried_By_Its_Id_Its_Kind_And_Its_Extensions()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        string caller = await call.Api.ChannelOfAsync("2000", "ANSWERED");
        string callee = await call.Api.ChannelOfAsync("2001", "ANSWER");
        string shown =
            $$$"""
            {"callid":"{{{call.CallId}}}","members":[{"ext":{"number":"2000","channelid":"{{{caller}}}","memberstatus":"ANSWERED"}},
            {"ext":{"number":"2001","channelid":"{{{callee}}}","memberstatus":"ANSWER"}}]}
            """.ReplaceLineEndings("");
        Assert.Equal($$"""{"status":"Success","calls":[{{shown}}]}""", await client.PostAsync("call/query", $$"""{"callid":"{{call.CallId}}"}"""));
        foreach (string type in (string[])["inbound", "outbound"])
        {
            Assert.Equal("""{"status":"Success","calls":[]}""", await client.PostAsync("call/query", $$"""{"type":"{{type}}"}"""));
        }

        Assert.Equal(
            $$$"""{"status":"Success","calllist":[{"number":"2001","numbercalls":[{{{shown}}}]},{"number":"2005","numbercalls":[]}]}""",
            await client.PostAsync("extension/query_call", """{"number":"2001,2005"}"""));
        Assert.Equal(
            "{status:string,calllist:[{number:string,numbercalls:[{callid:string,members:[{ext:{number:string,channelid:string,memberstatus:string}}]}]}"
            + "|{number:string,numbercalls:[]}]}",
            JsonShape.Of(await client.PostJsonAsync("extension/query_call", """{"number":"all"}""")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_Trunk_Call_Shows_Its_Party_Outside_Under_The_Calls_Kind(bool inbound)
    {
        await using OutsideCall call = await OutsideCall.OpenAsync(stage, inbound);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        string trunk = inbound
            ? $$$"""{"inbound":{"from":"5503301","to":"2000","trunkname":"carrier","channelid":"{{{call.OutsideChannel}}}","memberstatus":"ANSWERED"}}"""
            : $$$"""{"outbound":{"from":"2000","to":"0112345","trunkname":"carrier","channelid":"{{{call.OutsideChannel}}}","memberstatus":"ANSWER"}}""";
        string agent = $$$"""{"ext":{"number":"2000","channelid":"{{{call.AgentChannel}}}","memberstatus":"{{{(inbound ? "ANSWER" : "ANSWERED")}}}"}}""";
        string members = inbound ? $"{trunk},{agent}" : $"{agent},{trunk}";
        foreach (string body in (string[])[$$"""{"type":"{{(inbound ? "inbound" : "outbound")}}"}""", $$"""{"callid":"{{call.Id}}"}"""])
        {
            Assert.Equal(
                $$"""{"status":"Success","calls":[{"callid":"{{call.Id}}","members":[{{members}}]}]}""", await client.PostAsync("call/query", body));
        }

        Assert.Matches("^PJSIP/trunk-carrier-endpoint-[0-9a-f]{8}$", call.OutsideChannel);
        Assert.Equal(Answer(call.Id), await client.PostAsync("call/hangup", $$"""{"channelid":"{{call.OutsideChannel}}"}"""));
        await call.AgentCall.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task Hold_And_Mute_Are_Heard_And_Hangup_Ends_The_Call()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        string channel = await call.Api.ChannelOfAsync("2000");

        await ActAsync("call/hold");
        await call.AssertHearingAsync("2000 holds", new Dictionary<string, string[]> { ["2000"] = [], ["2001"] = [] });
        Assert.Contains("HOLD", await client.PostAsync("call/query", $$"""{"callid":"{{call.CallId}}"}"""), StringComparison.Ordinal);
        await ActAsync("call/unhold");
        await call.AssertHearingAsync("2000 has resumed");
        await ActAsync("call/mute");
        await call.AssertHearingAsync("2000 is muted", new Dictionary<string, string[]> { ["2000"] = ["2001"], ["2001"] = [] });
        await ActAsync("call/unmute");
        await call.AssertHearingAsync("2000 is muted no more");
        await ActAsync("call/hangup");
        await call.CalleeCall.WaitForAsync(PhoneCallState.Ended);

        async Task ActAsync(string endpoint)
            => Assert.Equal(Answer(call.CallId), await client.PostAsync(endpoint, $$"""{"channelid":"{{channel}}"}"""));
    }

    [Fact]
    public async Task A_Call_Is_Dialled_And_Moved_Blindly()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        SimulatedPhone caller = await call.RegisterAsync("3000");
        SimulatedPhone callee = await call.RegisterAsync("3001", answering: AnswerPolicy.Always);
        SimulatedPhone target = await call.RegisterAsync("3002", answering: AnswerPolicy.Always);

        var dialled = await client.PostJsonAsync("call/dial", """{"caller":"3000","callee":"3001","dialpermission":"3000","autoanswer":"yes"}""");

        Assert.Equal(Action, JsonShape.Of(dialled));
        PhoneCall atCaller = await caller.NextIncomingCallAsync();
        await callee.NextIncomingCallAsync();
        string moved = await call.Api.ChannelOfAsync("3000", "ANSWERED");
        await call.Api.ChannelOfAsync("3001", "ANSWER");
        Assert.Equal(
            dialled.ToJsonString(),
            await client.PostAsync("call/transfer", $$"""{"channelid":"{{moved}}","number":"3002","dialpermission":"3001"}"""));
        PhoneCall joined = await target.NextIncomingCallAsync();
        await EarWatch.UntilHeardAsync(joined, caller.Options.ToneFrequencyHz);
        await EarWatch.UntilHeardAsync(atCaller, target.Options.ToneFrequencyHz);
        await call.AssertHearingAsync("The other call has gone on");
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("abort")]
    public async Task A_Consultation_Is_Completed_Or_Given_Up(string operation)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(stage);
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        SimulatedPhone target = await call.RegisterAsync(SupervisedCall.TransferTarget, answering: AnswerPolicy.Always);
        string channel = await call.Api.ChannelOfAsync("2001", "ANSWER");

        Assert.Equal(
            Answer(call.CallId),
            await client.PostAsync("call/attended_transfer", $$"""{"channelid":"{{channel}}","tonumber":"2002","dialpermission":"2001"}"""));
        PhoneCall consulted = await target.NextIncomingCallAsync();
        await EarWatch.UntilHeardAsync(call.CalleeCall, target.Options.ToneFrequencyHz);
        await EarWatch.UntilNotHeardAsync(call.CallerCall, call.CalleePhone.Options.ToneFrequencyHz);
        foreach (string unknown in (string[])["swap", "threeway"])
        {
            Assert.Equal(
                """{"status":"Failed","errno":"10003"}""",
                await client.PostAsync("call/attended_transfer_operate", $$"""{"channelid":"{{channel}}","operate":"{{unknown}}"}"""));
        }

        Assert.Equal(
            Answer(call.CallId),
            await client.PostAsync("call/attended_transfer_operate", $$"""{"channelid":"{{channel}}","operate":"{{operation}}"}"""));
        if (operation == "complete")
        {
            await call.CalleeCall.WaitForAsync(PhoneCallState.Ended);
            await EarWatch.UntilHeardAsync(call.CallerCall, target.Options.ToneFrequencyHz);
        }
        else
        {
            await consulted.WaitForAsync(PhoneCallState.Ended);
            await call.AssertHearingAsync("The consultation was given up");
        }
    }

    [Theory]
    [InlineData("call/query", """{"callid":"1571620483.18"}""", "10005")]
    [InlineData("call/dial", """{"caller":"2000"}""", "10004")]
    [InlineData("call/dial", """{"caller":"9999","callee":"2001"}""", "10006")]
    [InlineData("call/hangup", "{}", "10004")]
    [InlineData("call/hangup", """{"channelid":"PJSIP/1023-000000c0"}""", "10007")]
    [InlineData("call/hold", """{"channelid":"PJSIP/1023-000000c0"}""", "10007")]
    [InlineData("call/unhold", """{"channelid":""}""", "10004")]
    [InlineData("call/mute", """{"channelid":"2000"}""", "10007")]
    [InlineData("call/unmute", """{"channelid":"PJSIP/2000-00000000' OR '1'='1"}""", "10007")]
    [InlineData("call/transfer", """{"channelid":"PJSIP/1023-000000c0"}""", "10004")]
    [InlineData("call/transfer", """{"channelid":"PJSIP/1023-000000c0","number":"2002"}""", "10007")]
    [InlineData("call/attended_transfer", """{"channelid":"PJSIP/1023-000000c0","number":"2002"}""", "10004")]
    [InlineData("call/attended_transfer", """{"channelid":"PJSIP/1023-000000c0","tonumber":"2002"}""", "10007")]
    [InlineData("call/attended_transfer_operate", """{"channelid":"PJSIP/1023-000000c0","operate":"complete"}""", "10007")]
    [InlineData("extension/query_call", """{"number":"2000,9999"}""", "10006")]
    public async Task A_Request_That_Cannot_Be_Done_Is_Refused(string endpoint, string body, string error)
    {
        SSeriesClient client = await SSeriesClient.LogInAsync(stage.Process, SSeriesClient.V2);
        Assert.Equal($$"""{"status":"Failed","errno":"{{error}}"}""", await client.PostAsync(endpoint, body));
    }

    private static string Answer(string callId) => $$"""{"status":"Success","callid":"{{callId}}"}""";
}
