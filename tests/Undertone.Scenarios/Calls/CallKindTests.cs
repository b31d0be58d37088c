using System.Text.Json.Nodes;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;

namespace Undertone.Scenarios.Calls;

/// <summary>Every kind of call between extensions, as its phones and a watcher of the events see it.</summary>
public sealed class CallKindTests(CallServer server) : IClassFixture<CallServer>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answered_call_is_told_from_the_ringing_to_the_record(bool callerHangsUp)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        (PhoneCall caller, PhoneCall callee) = await scene.TalkAsync();
        await CallScene.HearsAsync(caller, 800);
        await CallScene.HearsAsync(callee, 600);

        await (callerHangsUp ? caller : callee).HangUpAsync();

        await (callerHangsUp ? callee : caller).WaitForAsync(PhoneCallState.Ended);
        await scene.Events.StoryAsync(
            "2000 ALERT, 2001 RING",
            "2000 ANSWERED, 2001 ANSWER",
            callerHangsUp ? "2000 BYE, 2001 ANSWER" : "2000 ANSWERED, 2001 BYE",
            "record: 2000 > 2001 ANSWERED");
        await scene.Events.StatusesAsync("2000", "Busy", "Idle");
        await scene.Events.StatusesAsync("2001", "Ringing", "Busy", "Idle");
        await scene.Events.EventAsync(30007, m => (string)m["extension"]! == "2001" && (string)m["status"]! == "Registered");
        Assert.Empty((await scene.Client.GetAsync("call/query"))["data"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task Early_media_is_heard_before_the_answer()
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001", earlyMedia: true);
        PhoneCall caller = from.Call("2001");
        PhoneCall callee = await to.NextIncomingCallAsync();

        await CallScene.HearsAsync(caller, to.Options.ToneFrequencyHz);

        Assert.Equal(PhoneCallState.Ringing, caller.State);
        await callee.AnswerAsync();
        await caller.WaitForAsync(PhoneCallState.Talking);
        await CallScene.HearsAsync(callee, from.Options.ToneFrequencyHz);
    }

    [Fact]
    public async Task A_caller_gives_up()
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001");
        PhoneCall caller = from.Call("2001");
        PhoneCall callee = await to.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);

        await caller.CancelAsync();

        await callee.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((487, PhoneCallEndReason.Cancelled), (caller.End!.StatusCode, callee.End!.Reason));
        await scene.Events.StoryAsync("2000 ALERT, 2001 RING", "2000 BYE, 2001 RING", "record: 2000 > 2001 NO ANSWER");
        await scene.Events.StatusesAsync("2001", "Ringing", "Idle");
    }

    [Theory]
    [InlineData(603, "603 Declined", "BUSY")]
    [InlineData(486, "486 Busy here", "BUSY")]
    [InlineData(480, "480 Temporatily Unavailable", "NO ANSWER")]
    public async Task A_callee_refuses_while_it_rings(int status, string reason, string disposition)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001");
        PhoneCall caller = from.Call("2001");
        PhoneCall callee = await to.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ringing);

        await callee.DeclineAsync(status);

        await caller.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(status, caller.End!.StatusCode);
        await scene.Events.StoryAsync(
            "2000 ALERT, 2001 RING", "2000 ALERT, 2001 BYE", $"failed: {reason}", $"record: 2000 > 2001 {disposition}");
    }

    [Fact]
    public async Task Nobody_answers_within_the_configured_time()
    {
        await using CallScene scene = await CallScene.StartAsync(c => c["Calls"] = new JsonObject { ["RingTimeout"] = "1s" });
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001");

        PhoneCall caller = from.Call("2001");

        PhoneCall callee = await to.NextIncomingCallAsync();
        await caller.WaitForAsync(PhoneCallState.Ended);
        await callee.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(480, caller.End!.StatusCode);
        await scene.Events.StoryAsync(
            "2000 ALERT, 2001 RING", "2000 ALERT, 2001 BYE", "failed: 408 Request Time", "record: 2000 > 2001 NO ANSWER");
    }

    [Theory]
    [InlineData("2005", 480, "Line Unreachable")]
    [InlineData("7777", 404, "404 NOT found")]
    public async Task Who_is_not_there_is_told_at_once(string number, int status, string reason)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        SimulatedPhone from = await scene.PhoneAsync("2000");

        PhoneCall caller = from.Call(number);

        await caller.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(status, caller.End!.StatusCode);
        await scene.Events.StoryAsync($"failed: {reason}", $"record: 2000 > {number} NO ANSWER");
    }

    [Fact]
    public async Task A_phone_that_is_gone_without_unregistering_is_unreachable()
    {
        await using CallScene scene = await CallScene.StartAsync(c => c["Calls"] = new JsonObject { ["RingTimeout"] = "2s" });
        SimulatedPhone from = await scene.PhoneAsync("2000");
        SimulatedPhone to = await scene.PhoneAsync("2001");
        await scene.UnplugAsync(to);

        PhoneCall caller = from.Call("2001");

        await caller.WaitForAsync(PhoneCallState.Ended);
        await scene.Events.StoryAsync("failed: Line Unreachable", "record: 2000 > 2001 NO ANSWER");
    }

    [Theory]
    [InlineData(HoldForm.SendOnly)]
    [InlineData(HoldForm.Inactive)]
    [InlineData(HoldForm.ZeroAddress)]
    public async Task Either_side_holds_and_resumes(HoldForm form)
    {
        await using CallScene scene = await CallScene.StartAsync(server);
        (PhoneCall caller, PhoneCall callee) = await scene.TalkAsync();

        await caller.HoldAsync(form);
        await CallScene.HearsAsync(caller, 800, present: false);
        await caller.ResumeAsync();
        await CallScene.HearsAsync(caller, 800);
        await callee.HoldAsync(form);
        await CallScene.HearsAsync(callee, 600, present: false);
        await callee.ResumeAsync();
        await CallScene.HearsAsync(callee, 600);
        await CallScene.HearsAsync(caller, 800);
        await caller.HangUpAsync();

        await scene.Events.StoryAsync(
            "2000 ALERT, 2001 RING",
            "2000 ANSWERED, 2001 ANSWER",
            "2000 HOLD, 2001 ANSWER",
            "2000 ANSWERED, 2001 ANSWER",
            "2000 ANSWERED, 2001 HOLD",
            "2000 ANSWERED, 2001 ANSWER",
            "2000 BYE, 2001 ANSWER",
            "record: 2000 > 2001 ANSWERED");
    }

    [Fact]
    public async Task Records_and_extensions_survive_a_power_failure()
    {
        await using CallScene scene = await CallScene.StartAsync(_ => { });
        (PhoneCall caller, _) = await scene.TalkAsync();
        await caller.HangUpAsync();
        await scene.Events.EventAsync(30012);
        JsonObject changed = await scene.Client.PostAsync("extension/update", """{"number":"2003","allowbeingmonitored":"off"}""");
        Assert.Equal(0, (int)changed["errcode"]!);
        await StoredAsync(scene);

        await scene.Server.RestartAsync();

        CallRecord record = Assert.Single(await scene.StoredRecordsAsync());
        Assert.Equal(("2000", "2001", CallDisposition.Answered), (record.From, record.To, record.Disposition));
        Assert.True(record.AnsweredAt >= record.RingingAt && record.EndedAt >= record.AnsweredAt);
        using Harness.PSeriesClient client = await Harness.PSeriesClient.LogInAsync(scene.Server);
        JsonObject kept = await client.GetAsync("extension/list?page=1&page_size=100");
        Assert.Equal(15, (int)kept["total_number"]!);
        SimulatedPhone again = await scene.PhoneAsync("2003");
        PhoneCall call = again.Call("7777");
        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(404, call.End!.StatusCode);
    }

    // The event and the record are written side by side.
    private static async Task StoredAsync(CallScene scene)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await scene.StoredRecordsAsync()).Count == 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
