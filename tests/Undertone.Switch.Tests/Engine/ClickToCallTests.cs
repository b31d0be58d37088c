using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Calls that are asked for: the caller's phone rings first.</summary>
public sealed class ClickToCallTests
{
    internal static PlaceCall Click(string caller, string callee, bool autoAnswer = false)
        => new(new Requester("test", "tester", "127.0.0.1"), caller, callee, autoAnswer);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_callers_phone_rings_first_and_the_callees_after_its_answer(bool autoAnswer)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000", AnswerPolicy.ByHeaders);
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);

        Outcome<CallId> outcome = await rig.Engine.PlaceCallAsync(Click("2000", "2001", autoAnswer), CancellationToken.None);

        Assert.True(outcome.Succeeded);
        PhoneCall first = await caller.NextIncomingCallAsync();
        if (!autoAnswer)
        {
            CallSnapshot waiting = (await rig.EventAsync<CallChanged>()).Call;
            Assert.Equal((LegOrigin.Outbound, LegState.Ringing), (Assert.Single(waiting.Legs).Origin, waiting.Legs[0].State));
            Assert.DoesNotContain(callee.Received, r => r.Summary == "INVITE");
            await first.AnswerAsync();
        }

        PhoneCall second = await callee.NextIncomingCallAsync();
        Assert.Equal(("2001", "2000"), (first.FarNumber, second.FarNumber));
        CallSnapshot ringing = (await rig.EventAsync<CallChanged>(e => e.Call.Legs.Length == 2)).Call;
        Assert.Equal((LegState.Alerting, LegState.Ringing), (ringing.Legs[0].State, ringing.Legs[1].State));
        await second.AnswerAsync();
        await first.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        await second.Ear.WaitForPacketsAsync(10, Eventually.Limit);

        await first.HangUpAsync();
        await second.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(outcome.Value, (await rig.RecordAsync()).Id);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_the_callee_rings_takes_the_ringing_with_him()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        await rig.Engine.PlaceCallAsync(Click("2000", "2001"), CancellationToken.None);
        PhoneCall first = await caller.NextIncomingCallAsync();
        PhoneCall second = await callee.NextIncomingCallAsync();

        await first.HangUpAsync();

        await second.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.Cancelled, second.End!.Reason);
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallDisposition.NoAnswer, CallFailureReason.Cancelled), (record.Disposition, record.FailureReason));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(AnswerPolicy.Decline, CallFailureReason.Declined)]
    [InlineData(AnswerPolicy.Busy, CallFailureReason.Busy)]
    public async Task A_caller_who_does_not_want_ends_it_before_the_callee_is_called(AnswerPolicy caller, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("2000", caller);
        SimulatedPhone callee = await rig.PhoneAsync("2001");

        await rig.Engine.PlaceCallAsync(Click("2000", "2001"), CancellationToken.None);

        Assert.Equal(reason, (await rig.EventAsync<CallFailed>()).Reason);
        await rig.NothingIsLeftAsync();
        Assert.DoesNotContain(callee.Received, r => r.Summary == "INVITE");
    }

    [Theory]
    [InlineData("2001", CallFailureReason.Declined)]
    [InlineData("2005", CallFailureReason.Unreachable)]
    [InlineData("9999", CallFailureReason.NotFound)]
    public async Task A_callee_who_cannot_be_had_frees_the_caller_and_every_watcher_sees_him_leave(string callee, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2001", AnswerPolicy.Decline);

        Outcome<CallId> outcome = await rig.Engine.PlaceCallAsync(Click("2000", callee), CancellationToken.None);

        PhoneCall first = await caller.NextIncomingCallAsync();
        await first.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, first.End!.Reason);
        CallFailed failed = await rig.EventAsync<CallFailed>();
        Assert.Equal((outcome.Value, reason), (failed.Call.Id, failed.Reason));
        CallSnapshot last = rig.Events.OfType<CallChanged>().Last().Call;
        Assert.Contains(last.Legs, l => l.State is LegState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_caller_without_a_phone_is_told_by_an_event()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();

        Outcome<CallId> unknown = await rig.Engine.PlaceCallAsync(Click("7777", "2001"), CancellationToken.None);
        Outcome<CallId> absent = await rig.Engine.PlaceCallAsync(Click("2000", "2001"), CancellationToken.None);

        Assert.Equal(Refusal.ExtensionNotFound, unknown.Refusal);
        Assert.Equal((absent.Value, CallFailureReason.Unreachable), ((await rig.EventAsync<CallFailed>()).Call.Id, (await rig.EventAsync<CallFailed>()).Reason));
        await rig.NothingIsLeftAsync();
    }
}
