using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Peers.Sipp;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.Trunks;

/// <summary>Calls from and to a carrier, as the carrier, the phones and the API's clients see them.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkCallTests(TrunkServer server)
{
    private static readonly Dictionary<string, string> Account = new() { ["account"] = TrunkServer.Account, ["password"] = TrunkServer.Password };

    [Fact]
    public async Task An_outside_number_is_called_over_a_trunk_that_wants_a_digest()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");
        await using SippProcess carrier = await SippProcess.StartListeningAsync(
            server.Process, new SippRun("trunk-challenges-and-answers", "0212345") { Port = server.SippPort, Values = Account });

        PhoneCall call = await agent.CallAsync("0212345");
        await scene.Events.EventAsync(30011, m => m.ToJsonString().Contains("\"ANSWER\"", StringComparison.Ordinal));
        await call.HangUpAsync();

        await carrier.SucceedsAsync();
        await scene.Events.StoryAsync(
            "2000 ALERT, outbound 2000 > 0212345 over sipp RING",
            "2000 ANSWERED, outbound 2000 > 0212345 over sipp ANSWER",
            "2000 BYE, outbound 2000 > 0212345 over sipp ANSWER",
            "record: 2000 > 0212345 ANSWERED");
        JsonObject record = (await scene.Events.EventAsync(30012)).Message;
        Assert.Equal(("Outbound", "", "sipp", ""), ((string)record["type"]!, (string)record["src_trunk_name"]!, (string)record["dst_trunk_name"]!, (string)record["did_number"]!));
    }

    [Fact]
    public async Task A_call_from_a_trunk_reaches_the_extension_of_its_route()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await scene.PhoneAsync("2001", AnswerPolicy.AfterRinging);

        await SippProcess.PlayAsync(
            server.Process, new SippRun("trunk-calls-and-hangs-up", TrunkServer.OutsideNumber) { Called = "5550001", Port = server.SippPort });

        await scene.Events.StoryAsync(
            "inbound 5503301 > 2001 over sipp ALERT, 2001 RING",
            "inbound 5503301 > 2001 over sipp ANSWERED, 2001 ANSWER",
            "inbound 5503301 > 2001 over sipp BYE, 2001 ANSWER",
            "record: 5503301 > 2001 ANSWERED");
        JsonObject record = (await scene.Events.EventAsync(30012)).Message;
        Assert.Equal(
            ("Inbound", "sipp", "", "5550001"),
            ((string)record["type"]!, (string)record["src_trunk_name"]!, (string)record["dst_trunk_name"]!, (string)record["did_number"]!));
    }

    [Fact]
    public async Task A_call_from_one_trunk_is_forwarded_to_another()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await using SippProcess carrier = await SippProcess.StartListeningAsync(
            server.Process, new SippRun("trunk-challenges-and-answers", "0212345") { Port = server.SippPort, Values = Account });

        PhoneCall call = scene.CallFromCarrier("4440001");
        await call.WaitForAsync(PhoneCallState.Talking);
        await scene.Events.EventAsync(30011, m => m.ToJsonString().Contains("\"ANSWER\"", StringComparison.Ordinal));
        await call.HangUpAsync();

        await carrier.SucceedsAsync();
        await scene.Events.StoryAsync(
            "inbound 5503301 > 0212345 over phone ALERT, outbound 5503301 > 0212345 over sipp RING",
            "inbound 5503301 > 0212345 over phone ANSWERED, outbound 5503301 > 0212345 over sipp ANSWER",
            "inbound 5503301 > 0212345 over phone BYE, outbound 5503301 > 0212345 over sipp ANSWER",
            "record: 5503301 > 0212345 ANSWERED");
    }

    [Theory]
    [InlineData("0312345")]
    [InlineData("0512345")]
    public async Task A_trunk_at_which_nobody_is_fails_soon_and_clearly(string number)
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");

        PhoneCall call = agent.Call(number);
        await call.WaitForAsync(PhoneCallState.Ended);

        Assert.Equal(480, call.End!.StatusCode);
        await scene.Events.StoryAsync("failed: Line Unreachable", $"record: 2000 > {number} NO ANSWER");
    }

    [Fact]
    public async Task A_trunk_over_TCP_takes_and_brings_calls()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");

        PhoneCall call = agent.Call("0612345");
        PhoneCall outside = await server.TcpCarrier.NextIncomingCallAsync();
        await outside.AnswerAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await outside.HangUpAsync();
        await call.WaitForAsync(PhoneCallState.Ended);

        SipUri number = SipUri.Create("5550001", "127.0.0.1", server.Process.Sip.Port).WithParameter("transport", "tcp");
        PhoneCall back = server.TcpCarrier.Call(number);
        PhoneCall ringing = await agent.NextIncomingCallAsync();
        await ringing.AnswerAsync();
        await back.WaitForAsync(PhoneCallState.Talking);
        Assert.Equal("inbound", (await scene.MembersAsync())[0].Kind);
    }

    [Fact]
    public async Task The_next_route_stands_in_for_a_trunk_at_which_nobody_is()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");

        PhoneCall call = agent.Call("0412345");
        PhoneCall ringing = await server.Carrier.NextIncomingCallAsync();
        await ringing.AnswerAsync();

        await call.WaitForAsync(PhoneCallState.Talking);
        await scene.Events.EventAsync(30011, m => m.ToJsonString().Contains("\"ANSWER\"", StringComparison.Ordinal));
        Assert.Equal("phone", (string)(await scene.MembersAsync())[1].Member["trunk_name"]!);
    }

    [Fact]
    public async Task Click_to_call_reaches_an_outside_number_and_the_query_tells_its_kind()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        await scene.PhoneAsync("2000");
        JsonObject dialled = await scene.Client.PostAsync("call/dial", """{"caller":"2000","callee":"0112345","auto_answer":"yes"}""");
        Assert.Equal(0, (int)dialled["errcode"]!);

        PhoneCall ringing = await server.Carrier.NextIncomingCallAsync();
        await ringing.AnswerAsync();

        await scene.Events.EventAsync(30011, m => m["members"]!.AsArray() is [_, { } callee] && (string?)callee["outbound"]?["member_status"] == "ANSWER");
        IReadOnlyList<(string Kind, JsonObject Member)> members = await scene.MembersAsync("?type=outbound");
        Assert.Equal(["extension", "outbound"], members.Select(m => m.Kind));
        Assert.Equal(["from", "to", "trunk_name", "channel_id", "member_status", "call_path"], members[1].Member.Select(m => m.Key));
        Assert.Matches("^PJSIP/trunk-phone-endpoint-[0-9a-f]{8}$", (string)members[1].Member["channel_id"]!);
        foreach (string other in (string[])["inbound", "internal"])
        {
            Assert.Empty((await scene.Client.GetAsync($"call/query?type={other}"))["data"]!.AsArray());
        }

        JsonObject hungUp = await scene.Client.PostAsync("call/hangup", $$"""{"channel_id":"{{members[1].Member["channel_id"]}}"}""");
        Assert.Equal((0, (string)dialled["call_id"]!), ((int)hungUp["errcode"]!, (string)hungUp["call_id"]!));
        await ringing.WaitForAsync(PhoneCallState.Ended);
    }
}
