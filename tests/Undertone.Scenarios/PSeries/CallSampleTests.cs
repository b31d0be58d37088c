using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.PSeries;

/// <summary>The call-control samples, byte for byte, with live calls.</summary>
[Collection(PSeriesStage.Name)]
public class CallSampleTests(PSeriesStage stage)
{
    private const string Action = "{errcode:integer,errmsg:string,call_id:string}";
    private const string CallId = "^[0-9]{10}\\.[0-9]+$";

    private const string ExtensionCalls =
        "{errcode:integer,errmsg:string,data:[{call_id:string,members:[{extension:{number:string,channel_id:string,member_status:string,call_path:string}}]}]}";

    [Theory]
    [InlineData("/openapi/v1.0/call/listen", RawHttp.SheetHeaders)]
    [InlineData("/openapi/v1.0/call/listen", "Host: pbx.example.com\r\n")]
    [InlineData("/openapi/v1.0//call//listen", RawHttp.SheetHeaders)]
    public async Task The_Published_Monitor_Sample_Gets_The_Published_Answer(string path, string headers)
    {
        await using LiveCall live = await LiveCall.StartAsync(stage.Server, stage.Api, agent: "2004", customer: "2005");
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Server, "2008", Phones.SupervisorHz, AnswerPolicy.ByHeaders);
        try
        {
            CallMark mark = await live.MarkAsync();
            string partiesCall = (string)(await QueryAsync("extension=2004"))["data"]![0]!["call_id"]!;
            JsonObject answer = await ListenAsync("listen");
            Assert.Equal(Action, JsonShape.Of(answer));
            Assert.Equal((0, "SUCCESS"), ((int)answer["errcode"]!, (string)answer["errmsg"]!));
            Assert.Matches(CallId, (string)answer["call_id"]!);

            PhoneCall ear = await supervisor.NextIncomingCallAsync();
            await ear.WaitForAsync(PhoneCallState.Talking);
            string channel = await stage.Api.ChannelOfAsync("2008", "ANSWER");

            // A second request switches; it is still the same monitor, a call of its own that nobody sees in the parties' call.
            foreach (string type in new[] { "whisper", "barge", "listen" })
            {
                Assert.Equal(answer.ToJsonString(), (await ListenAsync(type)).ToJsonString());
            }

            JsonObject own = await QueryAsync($"call_id={answer["call_id"]}");
            Assert.Equal(ExtensionCalls, JsonShape.Of(own));
            Assert.Equal(
                $$$"""[{"extension":{"number":"2008","channel_id":"{{{channel}}}","member_status":"ANSWER","call_path":""}}]""",
                own["data"]![0]!["members"]!.ToJsonString());
            Assert.DoesNotContain("2008", (await QueryAsync($"call_id={partiesCall}")).ToJsonString(), StringComparison.Ordinal);

            JsonObject ended = await PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");
            Assert.Equal(Action, JsonShape.Of(ended));
            Assert.Equal(0, (int)ended["errcode"]!);
            await ear.WaitForAsync(PhoneCallState.Ended);
            await live.AssertUndisturbedAsync(mark);
        }
        finally
        {
            await Phones.EndAsync(supervisor);
        }

        async Task<JsonObject> ListenAsync(string type) => (await RawHttp.PostAsync(
            stage.Server,
            $"{path}?access_token={stage.Api.Token}",
            $$"""{"monitor":"2008","channel_id":"{{live.AgentChannel}}","type":"{{type}}"}""",
            headers)).Json;
    }

    [Theory]
    [InlineData("")]
    [InlineData("extension=2000")]
    [InlineData("extension=2001")]
    [InlineData("type=internal")]
    [InlineData("from=5503301&number=2000")]
    [InlineData("call_id=")]
    public async Task Call_Query_Shows_The_Running_Call_The_Caller_First(string query)
    {
        JsonObject answer = await QueryAsync(query);
        Assert.Equal(ExtensionCalls, JsonShape.Of(answer));
        JsonNode call = answer["data"]!.AsArray().Single()!;
        Assert.Matches(CallId, (string)call["call_id"]!);
        Assert.Equal(
            $$$"""
            [{"extension":{"number":"2001","channel_id":"{{{stage.Call.CustomerChannel}}}","member_status":"ANSWERED","call_path":""}},
            {"extension":{"number":"2000","channel_id":"{{{stage.Call.AgentChannel}}}","member_status":"ANSWER","call_path":""}}]
            """.ReplaceLineEndings(""),
            call["members"]!.ToJsonString());
        Assert.Matches("^PJSIP/2000-[0-9a-f]{8}$", stage.Call.AgentChannel);
        Assert.Equal(
            call["members"]!.ToJsonString(), (await QueryAsync($"call_id={call["call_id"]}"))["data"]![0]!["members"]!.ToJsonString());
    }

    [Theory]
    [InlineData("extension=2007")]
    [InlineData("type=inbound")]
    [InlineData("type=outbound")]
    [InlineData("call_id=1650094666.549")]
    public async Task Call_Query_That_Finds_Nothing_Is_An_Empty_List(string query)
        => Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS","data":[]}""", (await QueryAsync(query)).ToJsonString());

    [Fact]
    public async Task Call_Query_With_An_Unknown_Type_Is_Refused_With_The_Value()
        => Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"type","value":"sideways"}]}""",
            (await QueryAsync("type=sideways")).ToJsonString());

    [Fact]
    public async Task Call_Dial_Rings_The_Caller_First_And_Call_Hangup_Ends_It()
    {
        SimulatedPhone caller = await Phones.RegisterAsync(stage.Server, "2002", 600, AnswerPolicy.ByHeaders);
        SimulatedPhone callee = await Phones.RegisterAsync(stage.Server, "2003", 1400, AnswerPolicy.Never);
        try
        {
            CallMark mark = await stage.Call.MarkAsync();
            JsonObject dialled = await PostAsync(
                "call/dial", """{"caller":"2002","callee":"2003","dial_permission":"2002","auto_answer":"yes"}""");
            Assert.Equal(Action, JsonShape.Of(dialled));
            Assert.Equal(0, (int)dialled["errcode"]!);

            PhoneCall atCaller = await caller.NextIncomingCallAsync();
            PhoneCall atCallee = await callee.NextIncomingCallAsync();
            await atCallee.AnswerAsync();
            await atCaller.WaitForAsync(PhoneCallState.Talking);
            string channel = await stage.Api.ChannelOfAsync("2002", "ANSWERED");
            await stage.Api.ChannelOfAsync("2003", "ANSWER");
            Assert.Equal(ExtensionCalls, JsonShape.Of(await QueryAsync($"call_id={dialled["call_id"]}")));

            JsonObject ended = await PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");
            Assert.Equal(dialled.ToJsonString(), ended.ToJsonString());
            await atCaller.WaitForAsync(PhoneCallState.Ended);
            await atCallee.WaitForAsync(PhoneCallState.Ended);
            await stage.Call.AssertUndisturbedAsync(mark);
        }
        finally
        {
            await Phones.EndAsync(caller);
            await Phones.EndAsync(callee);
        }
    }

    [Theory]
    [InlineData("call/dial", """{"caller":"2002"}""", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"callee","validation_type":"required"}]}""")]
    [InlineData("call/dial", """{"caller":"8888","callee":"2003"}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    [InlineData("call/hangup", "{}", """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"channel_id","validation_type":"required"}]}""")]
    [InlineData("call/hangup", """{"channel_id":"PJSIP/1005-00000023"}""", """{"errcode":70130,"errmsg":"CAHNNEL ID NOT FOUND"}""")]
    [InlineData("call/hangup", """{"paging_number":"6300"}""", """{"errcode":60001,"errmsg":"DATA NOT FOUND"}""")]
    public async Task Wrong_Commands_Get_The_Errors_Of_The_Sheet(string endpoint, string body, string expected)
    {
        CallMark mark = await stage.Call.MarkAsync();
        Assert.Equal(expected, (await PostAsync(endpoint, body)).ToJsonString());
        await stage.Call.AssertUndisturbedAsync(mark);
    }

    private async Task<JsonObject> QueryAsync(string query)
        => (await RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/call/query?access_token={stage.Api.Token}&{query}")).Json;

    private async Task<JsonObject> PostAsync(string endpoint, string body)
        => (await RawHttp.PostAsync(stage.Server, $"/openapi/v1.0/{endpoint}?access_token={stage.Api.Token}", body)).Json;
}
