using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;

namespace Undertone.Scenarios.Calls;

/// <summary>Calls that an integration places and ends.</summary>
public sealed class ClickToCallTests(CallServer server) : IClassFixture<CallServer>
{
    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task The_callers_phone_rings_first_and_the_call_id_is_that_of_all_events(string autoAnswer)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000", AnswerPolicy.ByHeaders);
        SimulatedPhone to = await scene.PhoneAsync("2001");

        JsonObject answer = await scene.Client.PostAsync("call/dial", $$"""{"caller":"2000","callee":"2001","auto_answer":"{{autoAnswer}}"}""");

        Assert.Equal(0, (int)answer["errcode"]!);
        PhoneCall caller = await from.NextIncomingCallAsync();
        if (autoAnswer == "no")
        {
            await scene.Events.EventAsync(30011, m => m["members"]!.AsArray().Count == 1);
            Assert.DoesNotContain(to.Received, r => r.Summary == "INVITE");
            await caller.AnswerAsync();
        }

        PhoneCall callee = await to.NextIncomingCallAsync();
        await scene.Events.EventAsync(30011, m => m["members"]!.AsArray().Count == 2);
        await callee.AnswerAsync();
        await CallScene.HearsAsync(caller, to.Options.ToneFrequencyHz);
        await CallScene.HearsAsync(callee, from.Options.ToneFrequencyHz);
        await callee.HangUpAsync();

        await caller.WaitForAsync(PhoneCallState.Ended);
        await scene.Events.StoryAsync(
            "2000 RING",
            "2000 ALERT, 2001 RING",
            "2000 ANSWERED, 2001 ANSWER",
            "2000 ANSWERED, 2001 BYE",
            "record: 2000 > 2001 ANSWERED");
        Assert.All(
            scene.Events.Events.Where(e => e.Type is 30011 or 30012),
            e => Assert.Equal((string)answer["call_id"]!, (string)e.Message["call_id"]!));
    }

    [Fact]
    public async Task A_callee_who_declines_frees_the_caller()
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000", AnswerPolicy.Always);
        SimulatedPhone to = await scene.PhoneAsync("2001");
        await scene.Client.PostAsync("call/dial", """{"caller":"2000","callee":"2001","auto_answer":"yes"}""");
        PhoneCall caller = await from.NextIncomingCallAsync();
        PhoneCall callee = await to.NextIncomingCallAsync();
        await scene.Events.EventAsync(30011, m => m["members"]!.AsArray().Count == 2);

        await callee.DeclineAsync();

        await caller.WaitForAsync(PhoneCallState.Ended);
        await scene.Events.StoryAsync(
            "2000 RING", "2000 ALERT, 2001 RING", "2000 ALERT, 2001 BYE", "failed: 603 Declined", "record: 2000 > 2001 BUSY");
    }

    [Theory]
    [InlineData("2000", "2000 BYE, 2001 ANSWER")]
    [InlineData("2001", "2000 ANSWERED, 2001 BYE")]
    public async Task A_call_is_hung_up_by_the_channel_of_either_party(string number, string last)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        (PhoneCall caller, PhoneCall callee) = await scene.TalkAsync();
        string channel = await scene.Client.ChannelOfAsync(number);

        JsonObject answer = await scene.Client.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");

        Assert.Equal(0, (int)answer["errcode"]!);
        await caller.WaitForAsync(PhoneCallState.Ended);
        await callee.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((PhoneCallEndReason.HungUpThere, PhoneCallEndReason.HungUpThere), (caller.End!.Reason, callee.End!.Reason));
        await scene.Events.StoryAsync("2000 ALERT, 2001 RING", "2000 ANSWERED, 2001 ANSWER", last, "record: 2000 > 2001 ANSWERED");
        JsonObject again = await scene.Client.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");
        Assert.Equal(70130, (int)again["errcode"]!);
    }

    [Fact]
    public async Task A_ringing_call_is_hung_up_by_the_channel_of_the_callee()
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001");
        PhoneCall caller = from.Call("2001");
        PhoneCall callee = await to.NextIncomingCallAsync();
        string channel = await scene.Client.ChannelOfAsync("2001", "RING");

        await scene.Client.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");

        await caller.WaitForAsync(PhoneCallState.Ended);
        await callee.WaitForAsync(PhoneCallState.Ended);
        await scene.Events.StoryAsync("2000 ALERT, 2001 RING", "2000 ALERT, 2001 BYE", "record: 2000 > 2001 NO ANSWER");
    }
}
