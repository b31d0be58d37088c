using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Callers that give up, and the races of that.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task Rfc3261_9_2_A_CANCEL_close_behind_its_INVITE_ends_the_call()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        for (int i = 0; i < 20; i++)
        {
            RawCall call = await caller.PrepareAsync("2001", caller.Sdp());

            caller.Send(call.Invite);
            call.Cancel();

            await caller.ReceiveAsync(r => r.CallId == call.Invite.CallId && r.StatusCode == 487);
        }

        await rig.NothingIsLeftAsync();
        await Eventually.TrueAsync(() => callee.Calls.Count == 0, () => "a phone still rings");
    }

    [Fact]
    public async Task Rfc3261_9_1_A_caller_whose_CANCEL_comes_too_late_is_answered_and_can_hang_up()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();

        call.Cancel();
        await caller.ReceiveAsync(200, SipMethod.Cancel);
        call.Ack();

        PhoneCall answered = await callee.NextIncomingCallAsync();
        await answered.WaitForAsync(PhoneCallState.Talking);
        Assert.Equal(200, (await call.AskAsync(SipMethod.Bye)).StatusCode);
        await answered.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_15_A_BYE_in_the_early_dialog_ends_the_ringing()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        call.TakeEarly(await caller.ReceiveAsync(180, SipMethod.Invite));

        Assert.Equal(200, (await call.AskAsync(SipMethod.Bye)).StatusCode);

        await caller.ReceiveAsync(487, SipMethod.Invite);
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(CallFailureReason.Cancelled, (await rig.RecordAsync()).FailureReason);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_no_failure_of_the_call()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2001", AnswerPolicy.Never);
        PhoneCall call = caller.Call("2001");
        await call.WaitForAsync(PhoneCallState.Ringing);

        await call.CancelAsync();

        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallDisposition.NoAnswer, CallFailureReason.Cancelled), (record.Disposition, record.FailureReason));
        Assert.Empty(rig.Events.OfType<CallFailed>());
        Assert.NotNull(record.RingingAt);
    }

    [Fact]
    public async Task The_ringing_is_hung_up_by_the_leg_of_either_party()
    {
        foreach (int leg in (int[])[0, 1])
        {
            await using SwitchRig rig = await SwitchRig.StartAsync();
            SimulatedPhone caller = await rig.PhoneAsync("2000");
            SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
            PhoneCall call = caller.Call("2001");
            PhoneCall ringing = await callee.NextIncomingCallAsync();
            await call.WaitForAsync(PhoneCallState.Ringing);
            CallSnapshot live = Assert.Single(rig.Engine.Calls);

            Outcome<CallId> outcome = await rig.Engine.HangUpAsync(live.Legs[leg].Id, CancellationToken.None);

            Assert.Equal((true, live.Id), (outcome.Succeeded, outcome.Value));
            await call.WaitForAsync(PhoneCallState.Ended);
            await ringing.WaitForAsync(PhoneCallState.Ended);
            await rig.NothingIsLeftAsync();
            Assert.Equal(Refusal.LegNotFound, (await rig.Engine.HangUpAsync(live.Legs[leg].Id, CancellationToken.None)).Refusal);
        }
    }
}
