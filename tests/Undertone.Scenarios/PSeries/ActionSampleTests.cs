using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.PSeries;

/// <summary>The samples of hold, transfer, extensions, status monitoring and webhooks, byte for byte, with live calls.</summary>
[Collection(PSeriesStage.Name)]
public sealed class ActionSampleTests(PSeriesStage stage)
{
    private const string Done = """{"errcode":0,"errmsg":"SUCCESS"}""";
    private const string Action = "{errcode:integer,errmsg:string,call_id:string}";

    [Fact]
    public async Task Hold_Resume_And_A_Blind_Transfer_Are_Answered_With_The_Call()
    {
        await using LiveCall live = await LiveCall.StartAsync(stage.Server, stage.Api, agent: "2004", customer: "2005");
        SimulatedPhone target = await Phones.RegisterAsync(stage.Server, "2006", 2200, AnswerPolicy.Always);
        try
        {
            string call = (string)(await GetAsync("call/query", "&extension=2004"))["data"]![0]!["call_id"]!;
            await AssertActsAsync("call/hold", $$"""{"channel_id":"{{live.AgentChannel}}"}""", call);
            await stage.Api.ChannelOfAsync("2004", "HOLD");
            await AssertActsAsync("call/unhold", $$"""{"channel_id":"{{live.AgentChannel}}"}""", call);
            await AssertActsAsync("call/transfer", $$"""{"type":"blind","channel_id":"{{live.CustomerChannel}}","number":"2006","dial_permission":"2004"}""", call);
            PhoneCall joined = await target.NextIncomingCallAsync();
            await stage.Api.ChannelOfAsync("2006", "ANSWER");
            await live.AgentCall.WaitForAsync(PhoneCallState.Ended);
            Assert.Equal("2005", joined.FarNumber);
        }
        finally
        {
            await Phones.EndAsync(target);
        }
    }

    [Fact]
    public async Task An_Attended_Transfer_Takes_Two_Requests()
    {
        await using LiveCall live = await LiveCall.StartAsync(stage.Server, stage.Api, agent: "2004", customer: "2005");
        SimulatedPhone target = await Phones.RegisterAsync(stage.Server, "2006", 2200, AnswerPolicy.Always);
        try
        {
            string call = (string)(await GetAsync("call/query", "&extension=2004"))["data"]![0]!["call_id"]!;
            await AssertActsAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{live.AgentChannel}}","number":"2006"}""", call);
            await target.NextIncomingCallAsync();
            await stage.Api.ChannelOfAsync("2006", "ANSWER");
            await AssertActsAsync("call/transfer", $$"""{"type":"attended","channel_id":"{{live.AgentChannel}}","attended_operate":"complete"}""", call);
            await live.AgentCall.WaitForAsync(PhoneCallState.Ended);
            Assert.Equal(PhoneCallState.Talking, live.CustomerCall.State);
        }
        finally
        {
            await Phones.EndAsync(target);
        }
    }

    [Fact]
    public async Task An_Extension_Is_Created_Found_And_Deleted()
    {
        JsonObject created = await PostAsync(
            "extension/create",
            """
            {"type":"SIP","first_name":"Leo","last_name":"Ball","email_addr":"leo@sample.com","mobile_number":"15880123456","user_password":"Password123",
             "role_id":0,"organization_list":[],"title":"agent","number":"2990","caller_id":"2990","reg_name":"2990","reg_password":"Yeastar.2990",
             "concurrent_registrations":1,"presence_status":"available","presence_list":[],"agent_id":""}
            """);
        Assert.Equal((0, "SUCCESS"), ((int)created["errcode"]!, (string)created["errmsg"]!));
        JsonObject again = await PostAsync(
            "extension/create",
            """{"type":"SIP","number":"2990","user_password":"Password123","reg_name":"2990","reg_password":"Yeastar.2990","concurrent_registrations":1,"presence_status":"available"}""");
        Assert.Equal(40003, (int)again["errcode"]!);
        Assert.Contains("{field:string,value:string,external_source:string,external_source_name:string}", JsonShape.Of(again), StringComparison.Ordinal);

        JsonObject found = await GetAsync("extension/search", "&search_value=Leo");
        Assert.Equal((1, "2990"), ((int)found["total_number"]!, (string)found["data"]![0]!["number"]!));
        JsonObject listed = await GetAsync("extension/list", "&page=1&page_size=50&sort_by=number&order_by=asc");
        Assert.Equal(listed["data"]!.AsArray().Single(e => (string)e!["number"]! == "2990")!.ToJsonString(), found["data"]![0]!.ToJsonString());
        JsonObject queried = await GetAsync("extension/query", "&ids=" + found["data"]![0]!["id"]);
        Assert.DoesNotContain("Yeastar.2990", queried.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Done, (await GetAsync("extension/delete", "&id=" + found["data"]![0]!["id"])).ToJsonString());
        Assert.Equal(60001, (int)(await GetAsync("extension/get", "&number=2990"))["errcode"]!);
    }

    [Fact]
    public async Task Status_Monitoring_Is_Listed_And_Chosen()
    {
        JsonObject listed = await GetAsync("extension_status_monitor/list", "&page=1&page_size=20&sort_by=ext_id&order_by=asc");
        Assert.Equal(
            "{errcode:integer,errmsg:string,total_number:integer,data:[{ext_id:integer,number:string,name:string,enb_register_status:integer,"
            + "enb_call_status:integer,enb_presence_status:integer}]}",
            JsonShape.Of(listed));
        string entry = listed["data"]!.AsArray().Single(e => (string)e!["number"]! == "2007")!.ToJsonString();
        string off = entry.Replace("\"enb_call_status\":1", "\"enb_call_status\":0", StringComparison.Ordinal);
        foreach (string wanted in (string[])[off, entry])
        {
            Assert.Equal(Done, (await PostAsync("extension_status_monitor/update", $$"""{"ext_monitor_list":[{{wanted}}]}""")).ToJsonString());
            JsonObject now = await GetAsync("extension_status_monitor/list", "");
            Assert.Equal(wanted, now["data"]!.AsArray().Single(e => (string)e!["number"]! == "2007")!.ToJsonString());
        }
    }

    [Fact]
    public async Task Webhooks_Are_Queried_In_The_Shape_Of_The_Sheet()
    {
        JsonObject answer = await GetAsync("webhook/query", "");
        Assert.Equal(
            ["enb_webhook_event_push", "webhook_event_push_list", "webhook_event_push_timeout", "webhook_event_push_retry_count", "webhook_event_ids"],
            answer["data"]!.AsObject().Select(field => field.Key));
        Assert.Equal(Done, (await PostAsync("webhook/update", """{"webhook_event_push_timeout":5,"webhook_event_push_retry_count":3}""")).ToJsonString());
    }

    private async Task AssertActsAsync(string endpoint, string body, string callId)
    {
        JsonObject answer = await PostAsync(endpoint, body);
        Assert.Equal(Action, JsonShape.Of(answer));
        Assert.Equal((0, "SUCCESS", callId), ((int)answer["errcode"]!, (string)answer["errmsg"]!, (string)answer["call_id"]!));
    }

    private async Task<JsonObject> PostAsync(string endpoint, string body)
        => (await RawHttp.PostAsync(stage.Server, $"/openapi/v1.0/{endpoint}?access_token={stage.Api.Token}", body)).Json;

    private async Task<JsonObject> GetAsync(string endpoint, string query)
        => (await RawHttp.GetAsync(stage.Server, $"/openapi/v1.0/{endpoint}?access_token={stage.Api.Token}{query}")).Json;
}
