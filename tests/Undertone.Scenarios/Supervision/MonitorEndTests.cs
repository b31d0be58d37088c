using System.Diagnostics;
using System.Text.Json.Nodes;
using Undertone.Phone.Calls;
using Undertone.Scenarios.Supervision.Stage;

namespace Undertone.Scenarios.Supervision;

/// <summary>How monitors end, and that nobody but the supervisor notices (promises P2, P4; R14).</summary>
[Collection(SharedServer.Name)]
public sealed class MonitorEndTests(SupervisionServer server)
{
    // Promised is one second; the other half is for a machine on which the phones, too, must wait for their turn.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData(Mode.Listen)]
    [InlineData(Mode.Whisper)]
    [InlineData(Mode.Barge)]
    public async Task TheSupervisorHangsUp_AndThePartiesNoticeNothing(string mode)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, mode);
        await call.AssertHearingAsync($"{mode} before the supervisor hangs up");
        await supervisor.Call.HangUpAsync();
        await call.UntilGoneAsync("3000");
        await call.AssertHearingAsync($"After {mode}");
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
        call.AssertContinuousStreams();
    }

    [Fact]
    public async Task TheApiHangsUpTheMonitor_ByItsChannel()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Barge);
        string channel = await call.Api.ChannelOfAsync("3000");
        JsonObject answer = await call.Api.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}""");
        Assert.Equal(0, (int)answer["errcode"]!);
        Assert.Equal(supervisor.CallId, (string)answer["call_id"]!);
        await supervisor.Call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, supervisor.Call.End!.Reason);
        await call.AssertHearingAsync("After the API has ended the monitor");
    }

    [Theory]
    [InlineData(SupervisedCall.Caller)]
    [InlineData(SupervisedCall.Callee)]
    public async Task APartyHangsUp_AndTheSupervisorGetsByeWithinASecond(string leaving)
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Whisper);
        long start = Stopwatch.GetTimestamp();
        await call.CallOf(leaving).HangUpAsync();
        await AssertGoodbyeAsync(supervisor, start);
    }

    [Fact]
    public async Task APartyHangsUp_AndTheSupervisorGetsByeWithinASecond_AlsoWhenNobodySendsPackets()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Barge);
        call.CallerCall.Mouth = call.CalleeCall.Mouth = supervisor.Call.Mouth = Phone.Rtp.MouthMode.NoPackets;
        await EarWatch.UntilNotHeardAsync(supervisor.Call, call.CallerPhone.Options.ToneFrequencyHz);
        long start = Stopwatch.GetTimestamp();
        await call.CallerCall.HangUpAsync();
        await AssertGoodbyeAsync(supervisor, start);
    }

    [Fact]
    public async Task TheApiHangsUpTheParty_AndTheSupervisorGetsByeWithinASecond()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Listen);
        string channel = await call.Api.ChannelOfAsync(SupervisedCall.Callee);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(0, (int)(await call.Api.PostAsync("call/hangup", $$"""{"channel_id":"{{channel}}"}"""))["errcode"]!);
        await AssertGoodbyeAsync(supervisor, start);
    }

    [Fact]
    public async Task EverySupervisorGetsBye_WhenThePartiesHaveHungUp()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        Supervisor first = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Listen);
        Supervisor second = await call.MonitorAsync("3001", SupervisedCall.Caller, Mode.Barge);
        long start = Stopwatch.GetTimestamp();
        await call.CallerCall.HangUpAsync();
        await AssertGoodbyeAsync(first, start);
        await AssertGoodbyeAsync(second, start);
    }

    [Fact]
    public async Task TheSupervisorsPhoneVanishes_AndThePartiesTalkOn()
    {
        await using SupervisedCall call = await SupervisedCall.OpenAsync(server);
        (int toCaller, int toCallee) = (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count);
        Supervisor supervisor = await call.MonitorAsync("3000", SupervisedCall.Callee, Mode.Barge);
        supervisor.Call.Vanish();
        await call.AssertHearingAsync("The supervisor's phone is gone");
        Assert.Equal((toCaller, toCallee), (call.CallerPhone.Received.Count, call.CalleePhone.Received.Count));
        await call.Api.PostAsync("call/hangup", $$"""{"channel_id":"{{await call.Api.ChannelOfAsync("3000")}}"}""");
        await call.UntilGoneAsync("3000");
    }

    private static async Task AssertGoodbyeAsync(Supervisor supervisor, long startTicks)
    {
        await supervisor.Call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, supervisor.Call.End!.Reason);
        TimeSpan took = Stopwatch.GetElapsedTime(startTicks, supervisor.Call.ReachedTicks(PhoneCallState.Ended)!.Value);
        Assert.True(took < LongestGoodbye, $"The supervisor's BYE came {took.TotalMilliseconds:0} ms after the party hung up");
    }
}
