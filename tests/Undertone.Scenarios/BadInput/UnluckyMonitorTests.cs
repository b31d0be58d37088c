using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Scenarios.PSeries;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.BadInput;

/// <summary>Monitors that are asked for rightly and come to nothing, or too often.</summary>
[Collection(BadHttpStage.Name)]
public class UnluckyMonitorTests(BadHttpStage stage)
{
    [Theory]
    [InlineData(AnswerPolicy.Decline, "603 Declined")]
    [InlineData(AnswerPolicy.Busy, "486 Busy here")]
    [InlineData(AnswerPolicy.Never, "408 Request Time")]
    public async Task A_Supervisor_Who_Does_Not_Answer_Is_Told_Afterwards_And_Disturbs_Nobody(AnswerPolicy policy, string reason)
    {
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30011, 30015);
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Server, "3000", Phones.SupervisorHz, policy);
        try
        {
            CallMark mark = await stage.Main.MarkAsync();
            JsonObject answer = await stage.Api.ListenAsync("3000", stage.Main.AgentChannel, "barge");
            Assert.Equal(0, (int)answer["errcode"]!);
            JsonObject failed = await socket.WaitForAsync(30015, message => (string)message["call_id"]! == (string)answer["call_id"]!);
            Assert.Equal(reason, (string)failed["reason"]!);
            PhoneCall call = await supervisor.NextIncomingCallAsync();
            await call.WaitForAsync(PhoneCallState.Ended);
            await stage.Main.AssertUndisturbedAsync(mark);
            stage.Main.AssertNeverHeard(mark, Phones.SupervisorHz);
        }
        finally
        {
            await Phones.EndAsync(supervisor);
        }
    }

    [Fact]
    public async Task A_Call_That_Ends_While_The_Supervisor_Rings_Takes_Her_Along()
    {
        await using EventSubscription socket = await EventSubscription.OpenAsync(stage.Server, stage.Api, 30011);
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Server, "3000", Phones.SupervisorHz, AnswerPolicy.Never);
        try
        {
            CallMark mark = await stage.Main.MarkAsync();
            await using (LiveCall live = await LiveCall.StartAsync(stage.Server, stage.Api, agent: "2004", customer: "2005"))
            {
                JsonObject answer = await stage.Api.ListenAsync("3000", live.AgentChannel, "whisper");
                Assert.Equal(0, (int)answer["errcode"]!);
                PhoneCall call = await supervisor.NextIncomingCallAsync();
                await live.CustomerCall.HangUpAsync();
                await call.WaitForAsync(PhoneCallState.Ended);
                Assert.Equal(PhoneCallEndReason.Cancelled, call.End!.Reason);
                await live.AgentCall.WaitForAsync(PhoneCallState.Ended);
                await socket.WaitForAsync(
                    30011,
                    message => (string)message["call_id"]! == (string)answer["call_id"]! && message.ToJsonString().Contains("BYE", StringComparison.Ordinal));
            }

            await stage.Main.AssertUndisturbedAsync(mark);
        }
        finally
        {
            await Phones.EndAsync(supervisor);
        }
    }

    [Fact]
    public async Task Two_Identical_Requests_At_Once_Are_One_Monitor()
    {
        SimulatedPhone supervisor = await Phones.RegisterAsync(stage.Server, "3000", Phones.SupervisorHz, AnswerPolicy.ByHeaders);
        try
        {
            CallMark mark = await stage.Main.MarkAsync();
            JsonObject[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                _ => stage.Api.ListenAsync("3000", stage.Main.AgentChannel, "listen")));
            Assert.All(answers, answer => Assert.Equal(0, (int)answer["errcode"]!));
            Assert.Single(answers.Select(answer => (string)answer["call_id"]!).Distinct());
            PhoneCall call = await supervisor.NextIncomingCallAsync();
            await call.WaitForAsync(PhoneCallState.Talking);
            string channel = await stage.Api.ChannelOfAsync("3000", "ANSWER");
            Assert.Single(supervisor.Received, received => received.Message is SipRequest { Method.Name: "INVITE" });

            // A supervisor's own leg is nobody's target.
            JsonObject ofSupervisor = await stage.Api.ListenAsync("3001", channel, "listen");
            Assert.Equal("""{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""", ofSupervisor.ToJsonString());

            JsonObject[] ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(
                _ => stage.Api.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""")));
            Assert.Contains(ends, answer => (int)answer["errcode"]! == 0);
            Assert.All(ends, answer => Assert.True((int)answer["errcode"]! is 0 or 70130, answer.ToJsonString()));
            await call.WaitForAsync(PhoneCallState.Ended);
            await stage.Main.AssertUndisturbedAsync(mark);
            stage.Main.AssertNeverHeard(mark, Phones.SupervisorHz);
        }
        finally
        {
            await Phones.EndAsync(supervisor);
        }
    }

    [Fact]
    public async Task A_Call_That_Is_Not_Answered_Yet_Cannot_Be_Monitored()
    {
        SimulatedPhone caller = await Phones.RegisterAsync(stage.Server, "2005", 600, AnswerPolicy.Never);
        SimulatedPhone callee = await Phones.RegisterAsync(stage.Server, "2004", 1400, AnswerPolicy.Never);
        try
        {
            CallMark mark = await stage.Main.MarkAsync();
            PhoneCall call = caller.Call("2004");
            await callee.NextIncomingCallAsync();
            string channel = await stage.Api.ChannelOfAsync("2004", "RING");
            JsonObject answer = await stage.Api.ListenAsync("3002", channel, "listen");
            Assert.Equal("""{"errcode":70132,"errmsg":"OPERATION NOT SUPPORTED"}""", answer.ToJsonString());
            await call.HangUpAsync();
            await call.WaitForAsync(PhoneCallState.Ended);

            // The channel is a thing of the past a moment later.
            JsonObject late = await stage.Api.ListenAsync("3002", channel, "listen");
            Assert.True((int)late["errcode"]! is 70130, late.ToJsonString());
            await stage.Main.AssertUndisturbedAsync(mark);
        }
        finally
        {
            await Phones.EndAsync(caller);
            await Phones.EndAsync(callee);
        }
    }
}
