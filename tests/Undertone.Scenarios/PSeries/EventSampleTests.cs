using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.BadInput;

namespace Undertone.Scenarios.PSeries;

/// <summary>The event socket: handshake, topics, heartbeat, and the shape of every event.</summary>
[Collection(PSeriesStage.Name)]
public class EventSampleTests(PSeriesStage stage)
{
    private const string Extension = "{extension:{number:string,channel_id:string,member_status:string,call_path:string}}";

    private const string Handshake =
        "User-Agent: OpenAPI\r\nHost: pbx.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    [Theory]
    [InlineData("/openapi/v1.0/subscribe")]
    [InlineData("/openapi/v1.0/subscribe?access_token=")]
    [InlineData("/openapi/v1.0/subscribe?access_token=EXZMpZAO86mbrKm6rFtgeb3rfcpC9uqS")]
    public async Task A_Handshake_Without_A_Good_Token_Is_Never_Upgraded(string path)
        => Assert.Equal("""{"errcode":10004,"errmsg":"TOKEN EXPIRED"}""", (await RawHttp.GetAsync(stage.Server, path, Handshake)).Json.ToJsonString());

    [Fact]
    public async Task Heartbeat_And_Wrong_Frames_Are_Answered_And_The_Socket_Goes_On()
    {
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api);
        Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
        Assert.Equal("""{"errcode":40001,"errmsg":"PARAMETER SYNTAX ERROR"}""", await socket.AskAsync("not json"));
        Assert.Equal(
            """{"errcode":40002,"errmsg":"PARAMETER ERROR","invalid_param_list":[{"field":"topic_list","validation_type":"array"}]}""",
            await socket.AskAsync("""{"topic_list":30011}"""));
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await socket.AskAsync("""{"topic_list":[30011,30012,99999]}"""));
        Assert.Equal("heartbeat response", await socket.AskAsync("heartbeat"));
    }

    [Fact]
    public async Task A_Call_Is_Told_From_Registration_To_Record_In_The_Shapes_Of_The_Sheet()
    {
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30007, 30008, 30011, 30012, 30015);
        SimulatedPhone caller = await Phones.RegisterAsync(stage.Server, "2005", 600, AnswerPolicy.Never);
        SimulatedPhone callee = await Phones.RegisterAsync(stage.Server, "2002", 1400, AnswerPolicy.Never);
        try
        {
            PhoneCall call = caller.Call("2002");
            PhoneCall atCallee = await callee.NextIncomingCallAsync();
            JsonObject ringing = await socket.WaitForAsync(30011, message => Statuses(message) == "2005 ALERT, 2002 RING");
            await atCallee.AnswerAsync();
            await call.WaitForAnswerAsync();
            await socket.WaitForAsync(30011, message => Statuses(message) == "2005 ANSWERED, 2002 ANSWER");
            await atCallee.HangUpAsync();
            JsonObject record = await socket.WaitForAsync(30012, _ => true);

            Assert.Equal($"{{call_id:string,members:[{Extension}]}}", JsonShape.Of(ringing));
            Assert.Equal((string)ringing["call_id"]!, (string)record["call_id"]!);
            Assert.Equal(
                "{call_id:string,time_start:string,call_from:string,call_to:string,call_duration:integer,talk_duration:integer,src_trunk_name:string,"
                + "dst_trunk_name:string,pin_code:string,status:string,type:string,recording:string,did_number:string,agent_ring_time:integer,"
                + "did_name:string,uid:string,call_note_id:string,enb_call_note:integer}",
                JsonShape.Of(record));
            Assert.Equal(
                ("2005", "2002", "ANSWERED", "Internal"),
                ((string)record["call_from"]!, (string)record["call_to"]!, (string)record["status"]!, (string)record["type"]!));
            Assert.Contains(socket.Events, e => e.Type == 30011 && Statuses(e.Message).Contains("2002 BYE", StringComparison.Ordinal));
            await socket.WaitForAsync(30008, message => message.ToJsonString() == """{"extension":"2002","status":"Ringing"}""");
            await socket.WaitForAsync(30008, message => message.ToJsonString() == """{"extension":"2002","status":"Busy"}""");
            await socket.WaitForAsync(30008, message => message.ToJsonString() == """{"extension":"2002","status":"Idle"}""");
            await socket.WaitForAsync(
                30007,
                message => message.ToJsonString() == """{"extension":"2002","kind":"Sip","status":"Registered","registered_ip":"127.0.0.1"}""");
        }
        finally
        {
            await Phones.EndAsync(caller);
            await Phones.EndAsync(callee);
        }

        await socket.WaitForAsync(
            30007,
            message => message.ToJsonString() == """{"extension":"2002","kind":"Sip","status":"Unregistered","registered_ip":"127.0.0.1"}""");
    }

    [Fact]
    public async Task A_Call_That_Fails_Is_Told_With_The_Reason_As_The_Vendor_Spells_It()
    {
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30015);
        SimulatedPhone caller = await Phones.RegisterAsync(stage.Server, "2005", 600, AnswerPolicy.Never);
        SimulatedPhone callee = await Phones.RegisterAsync(stage.Server, "2002", 1400, AnswerPolicy.Busy);
        try
        {
            PhoneCall call = caller.Call("2002");
            await call.WaitForAsync(PhoneCallState.Ended);
            JsonObject failed = await socket.WaitForAsync(30015, _ => true);
            Assert.Equal($"{{call_id:string,members:[{Extension}],reason:string}}", JsonShape.Of(failed));
            Assert.Equal("486 Busy here", (string)failed["reason"]!);
            Assert.StartsWith("""{"type":30015,"sn":""", socket.LatestEnvelope, StringComparison.Ordinal);
            Assert.Contains("\\\"reason\\\":\\\"486 Busy here\\\"", socket.LatestEnvelope, StringComparison.Ordinal);
        }
        finally
        {
            await Phones.EndAsync(caller);
            await Phones.EndAsync(callee);
        }
    }

    private static string Statuses(JsonObject call)
        => string.Join(", ", call["members"]!.AsArray().Select(member => $"{member!["extension"]!["number"]} {member["extension"]!["member_status"]}"));
}
