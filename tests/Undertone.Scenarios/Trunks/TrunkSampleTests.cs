using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Peers.Sipp;
using Undertone.Scenarios.PSeries;

namespace Undertone.Scenarios.Trunks;

/// <summary>The call samples of the sheet, byte for byte, with live calls over a trunk that SIPp plays and one that a phone plays.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkSampleTests(TrunkServer server)
{
    private const string Action = "{errcode:integer,errmsg:string,call_id:string}";
    private const string Extension = "{extension:{number:string,channel_id:string,member_status:string,call_path:string}}";
    private const string Trunk = "{from:string,to:string,trunk_name:string,channel_id:string,member_status:string,call_path:string}";
    private static readonly Dictionary<string, string> Account = new() { ["account"] = TrunkServer.Account, ["password"] = TrunkServer.Password };

    [Fact]
    public async Task An_outbound_call_over_SIPp_is_dialled_queried_monitored_and_hung_up()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await scene.PhoneAsync("2000");
        SimulatedPhone supervisor = await scene.PhoneAsync("3000", toneHz: 1600);
        await using SippProcess carrier = await SippProcess.StartListeningAsync(
            server.Process, new SippRun("trunk-challenges-and-answers", "0212345") { Port = server.SippPort, Values = Account });

        JsonObject dialled = await PostAsync(scene, "call/dial", """{"caller":"2000","callee":"0212345","dial_permission":"2000","auto_answer":"yes"}""");
        Assert.Equal(Action, JsonShape.Of(dialled));
        await scene.Events.EventAsync(30011, m => m.ToJsonString().Contains("\"ANSWER\"", StringComparison.Ordinal));
        JsonObject queried = await GetAsync(scene, "call/query", $"&call_id={dialled["call_id"]}");
        JsonArray members = queried["data"]![0]!["members"]!.AsArray();
        Assert.Equal(Extension, JsonShape.Of(members[0]!));
        Assert.Equal($"{{outbound:{Trunk}}}", JsonShape.Of(members[1]!));

        // As real clients do: the second member's outbound tells that the callee talks.
        Assert.Equal("ANSWER", (string)members[1]!["outbound"]!["member_status"]!);
        await MonitorAsync(scene, supervisor, (string)members[0]!["extension"]!["channel_id"]!, (string)members[1]!["outbound"]!["channel_id"]!);
        JsonObject ended = await PostAsync(scene, "call/hangup", $$"""{"channel_id":"{{members[0]!["extension"]!["channel_id"]}}"}""");
        Assert.Equal(dialled.ToJsonString(), ended.ToJsonString());
        await carrier.SucceedsAsync();
    }

    [Fact]
    public async Task An_inbound_call_is_queried_monitored_held_and_hung_up()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await scene.PhoneAsync("2000", AnswerPolicy.Always);
        SimulatedPhone supervisor = await scene.PhoneAsync("3000", toneHz: 1600);
        PhoneCall outside = scene.CallFromCarrier("5550001");
        await outside.WaitForAsync(PhoneCallState.Talking);
        string channel = await scene.Client.ChannelOfAsync("2000", "ANSWER");

        JsonObject queried = await GetAsync(scene, "call/query", "&type=inbound");
        JsonArray members = queried["data"]![0]!["members"]!.AsArray();
        Assert.Equal($"{{inbound:{Trunk}}}", JsonShape.Of(members[0]!));
        Assert.Equal(Extension, JsonShape.Of(members[1]!));
        await MonitorAsync(scene, supervisor, channel, (string)members[0]!["inbound"]!["channel_id"]!);
        foreach (string endpoint in (string[])["call/hold", "call/unhold", "call/hangup"])
        {
            JsonObject answer = await PostAsync(scene, endpoint, $$"""{"channel_id":"{{channel}}"}""");
            Assert.Equal($$"""{"errcode":0,"errmsg":"SUCCESS","call_id":"{{queried["data"]![0]!["call_id"]}}"}""", answer.ToJsonString());
        }

        await outside.WaitForAsync(PhoneCallState.Ended);
    }

    private static async Task MonitorAsync(TrunkScene scene, SimulatedPhone supervisor, string target, string trunkLeg)
    {
        JsonObject refused = await PostAsync(scene, "call/listen", $$"""{"monitor":"3000","channel_id":"{{trunkLeg}}","type":"listen"}""");
        Assert.Equal("""{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""", refused.ToJsonString());
        JsonObject? first = null;
        foreach (string type in (string[])["listen", "whisper", "barge"])
        {
            JsonObject answer = await PostAsync(scene, "call/listen", $$"""{"monitor":"3000","channel_id":"{{target}}","type":"{{type}}"}""");
            Assert.Equal(Action, JsonShape.Of(answer));
            Assert.Equal((first ??= answer).ToJsonString(), answer.ToJsonString());
            await scene.Client.ChannelOfAsync("3000", "ANSWER");
        }

        Assert.Single(supervisor.Calls);
    }

    private static async Task<JsonObject> PostAsync(TrunkScene scene, string endpoint, string body)
        => (await RawHttp.PostAsync(scene.Server, $"/openapi/v1.0/{endpoint}?access_token={scene.Client.Token}", body)).Json;

    private static async Task<JsonObject> GetAsync(TrunkScene scene, string endpoint, string query)
        => (await RawHttp.GetAsync(scene.Server, $"/openapi/v1.0/{endpoint}?access_token={scene.Client.Token}{query}")).Json;
}
