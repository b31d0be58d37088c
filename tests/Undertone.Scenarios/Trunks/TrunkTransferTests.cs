using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Trunks;

/// <summary>Outside parties that are moved, and extensions that are moved outside: the story that the API tells, and who hears whom.</summary>
[Collection(WithTrunks.Name)]
public sealed class TrunkTransferTests(TrunkServer server)
{
    private const int AgentTone = 600;
    private const int CarrierTone = 1000;
    private const int TargetTone = 2200;

    [Fact]
    public async Task An_outside_caller_is_transferred_by_the_agents_phone()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000", AnswerPolicy.Never);
        SimulatedPhone target = await scene.PhoneAsync("2001", AnswerPolicy.Never, TargetTone);
        PhoneCall outside = scene.CallFromCarrier("5550001");
        PhoneCall agentCall = await agent.NextIncomingCallAsync();
        await scene.Client.ChannelOfAsync("2000", "RING");
        await agentCall.AnswerAsync();
        await outside.WaitForAsync(PhoneCallState.Talking);
        await scene.Client.ChannelOfAsync("2000", "ANSWER");

        await agentCall.TransferAsync("2001");
        PhoneCall joined = await target.NextIncomingCallAsync();
        Assert.Equal(TrunkServer.OutsideNumber, joined.FarNumber);
        await scene.Client.ChannelOfAsync("2001", "RING");
        await joined.AnswerAsync();
        Assert.Equal(200, await agentCall.WaitForTransferAsync());
        await scene.Client.ChannelOfAsync("2001", "ANSWER");
        await EarWatch.UntilHeardAsync(outside, TargetTone);
        await EarWatch.UntilHeardAsync(joined, CarrierTone);
        EarWatch.AssertNeverHeard(joined, AgentTone);
        await outside.HangUpAsync();

        await scene.Events.StoryAsync(
            "inbound 5503301 > 2000 over phone ALERT, 2000 RING",
            "inbound 5503301 > 2000 over phone ANSWERED, 2000 ANSWER",
            "inbound 5503301 > 2000 over phone ANSWERED, 2000 ANSWER, 2001 RING",
            "inbound 5503301 > 2000 over phone ALERT, 2000 BYE, 2001 ANSWER",
            "inbound 5503301 > 2000 over phone ALERT, 2001 ANSWER",
            "inbound 5503301 > 2000 over phone ANSWERED, 2001 ANSWER",
            "inbound 5503301 > 2000 over phone BYE, 2001 ANSWER",
            "record: 5503301 > 2000 ANSWERED");
        JsonObject record = (await scene.Events.EventAsync(30012)).Message;
        Assert.Equal(("Inbound", "phone", ""), ((string)record["type"]!, (string)record["src_trunk_name"]!, (string)record["dst_trunk_name"]!));
    }

    [Fact]
    public async Task An_outside_callee_is_moved_by_request_and_stays_the_outbound_member()
    {
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");
        SimulatedPhone target = await scene.PhoneAsync("2001", AnswerPolicy.Never, TargetTone);
        PhoneCall agentCall = agent.Call("0112345");
        PhoneCall outside = await server.Carrier.NextIncomingCallAsync();
        await scene.Client.ChannelOfAsync("2000", "ALERT");
        await outside.AnswerAsync();
        await agentCall.WaitForAnswerAsync();
        await scene.Client.ChannelOfAsync("2000", "ANSWERED");

        string channel = (string)(await scene.MembersAsync()).Single(m => m.Kind == "outbound").Member["channel_id"]!;
        JsonObject answer = await scene.Client.PostAsync("call/transfer", $$"""{"type":"blind","channel_id":"{{channel}}","number":"2001"}""");
        Assert.Equal(0, (int)answer["errcode"]!);
        PhoneCall joined = await target.NextIncomingCallAsync();
        await agentCall.WaitForAsync(PhoneCallState.Ended);
        await scene.Client.ChannelOfAsync("2001", "RING");
        await joined.AnswerAsync();
        await scene.Client.ChannelOfAsync("2001", "ANSWER");
        await EarWatch.UntilHeardAsync(outside, TargetTone);
        await EarWatch.UntilHeardAsync(joined, CarrierTone);
        await joined.HangUpAsync();

        await scene.Events.StoryAsync(
            "2000 ALERT, outbound 2000 > 0112345 over phone RING",
            "2000 ANSWERED, outbound 2000 > 0112345 over phone ANSWER",
            "2000 BYE, outbound 2000 > 0112345 over phone ALERT, 2001 RING",
            "outbound 2000 > 0112345 over phone ALERT, 2001 RING",
            "outbound 2000 > 0112345 over phone ANSWERED, 2001 ANSWER",
            "outbound 2000 > 0112345 over phone ANSWERED, 2001 BYE",
            "record: 2000 > 0112345 ANSWERED");
        JsonObject record = (await scene.Events.EventAsync(30012)).Message;
        Assert.Equal(("Outbound", "", "phone"), ((string)record["type"]!, (string)record["src_trunk_name"]!, (string)record["dst_trunk_name"]!));
    }

    [Theory]
    [InlineData(Mode.Listen)]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task A_supervised_agent_is_transferred_to_an_outside_number_and_stays_supervised(string mode)
    {
        const string supervisor = "3000";
        await using TrunkScene scene = await TrunkScene.OpenAsync(server);
        SimulatedPhone agent = await scene.PhoneAsync("2000");
        SimulatedPhone transferor = await scene.PhoneAsync("2001", AnswerPolicy.Always, TargetTone);
        SimulatedPhone supervising = await scene.PhoneAsync(supervisor, toneHz: 1600);
        PhoneCall agentCall = await agent.CallAsync("2001");
        PhoneCall leaving = await transferor.NextIncomingCallAsync();
        Assert.Equal(0, (int)(await scene.Client.ListenAsync(supervisor, await scene.Client.ChannelOfAsync("2000", "ANSWERED"), mode))["errcode"]!);
        PhoneCall supervisorCall = await supervising.NextIncomingCallAsync();
        await scene.Client.ChannelOfAsync(supervisor, "ANSWER");

        await leaving.TransferAsync("0112345");
        PhoneCall outside = await server.Carrier.NextIncomingCallAsync();
        await outside.AnswerAsync();
        Assert.Equal(200, await leaving.WaitForTransferAsync());
        await outside.WaitForAsync(PhoneCallState.Talking);
        await TrunkMonitoringTests.AssertHearingAsync(mode, agentCall, outside, supervisorCall);
        if (mode != Mode.Barge)
        {
            EarWatch.AssertNeverHeard(outside, 1600);
        }
    }
}
