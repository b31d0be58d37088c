using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>What happens when somebody does not answer, or is not there any more.</summary>
public sealed class PatienceTests
{
    private static readonly SwitchOptions Options = new();

    [Fact]
    public async Task A_callee_who_does_not_answer_is_cancelled_after_the_ring_time()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        PhoneCall call = caller.Call("2001");
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        await call.WaitForAsync(PhoneCallState.Ringing);
        rig.Clock.Advance(Options.RingTimeout - TimeSpan.FromSeconds(1));
        Assert.Equal(PhoneCallState.Ringing, call.State);

        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        await call.WaitForAsync(PhoneCallState.Ended);
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((480, PhoneCallEndReason.Cancelled), (call.End!.StatusCode, ringing.End!.Reason));
        Assert.Equal(CallFailureReason.NoAnswer, (await rig.EventAsync<CallFailed>()).Reason);
        Assert.Equal((CallDisposition.NoAnswer, Options.RingTimeout), ((await rig.RecordAsync()).Disposition, (await rig.RecordAsync()).RingTime));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_phone_that_gives_no_sign_at_all_is_unreachable_and_not_merely_unanswered()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall unanswered = await callee.IncomingAsync();

        rig.Clock.Advance(Options.RingTimeout);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(CallFailureReason.Unreachable, (await rig.RecordAsync()).FailureReason);

        // RFC 3261 9.1: no CANCEL before a provisional response; when the phone wakes up after all, it is told at once.
        unanswered.Respond(180);
        SipRequest cancel = await callee.ReceiveAsync(SipMethod.Cancel);
        unanswered.Accept(cancel);
        unanswered.Respond(487);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("2005", 480, CallFailureReason.Unreachable)]
    [InlineData("7777", 404, CallFailureReason.NotFound)]
    [InlineData("2000", 486, CallFailureReason.Busy)]
    public async Task Who_cannot_be_called_is_told_at_once(string number, int status, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        PhoneCall call = caller.Call(number);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(status, call.End!.StatusCode);
        Assert.Equal(reason, (await rig.EventAsync<CallFailed>()).Reason);
        Assert.Equal(reason, (await rig.RecordAsync()).FailureReason);
        Assert.Empty(rig.Events.OfType<CallChanged>());
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("20%0d%0a01")]
    [InlineData("20%0001")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_number_that_is_none_gets_404_and_reaches_no_record(string number)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");

        await caller.CallAsync(number, caller.Sdp());

        await caller.ReceiveAsync(404, SipMethod.Invite);
        Assert.Empty(rig.Events.OfType<CallEnded>());
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_phone_that_vanishes_in_mid_call_is_noticed_and_the_other_side_is_told()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000");
        SimulatedPhone to = await rig.PhoneAsync("2001");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);

        callee.Vanish();

        await Eventually.TrueAsync(() => to.Received.Any(r => r.Summary == "OPTIONS"), () => "nobody asked for the silent phone");
        Assert.Equal(PhoneCallState.Talking, caller.State);
        rig.Clock.Advance(Options.ProbeTimeout);
        await caller.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, caller.End!.Reason);
        Assert.Equal(CallDisposition.Answered, (await rig.RecordAsync()).Disposition);
    }

    [Fact]
    public async Task A_silent_phone_that_answers_keeps_its_call_and_is_asked_again()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone silent = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall answered = await silent.IncomingAsync();
        answered.Respond(200, silent.Sdp());
        await silent.ReceiveAsync(SipMethod.Ack);
        for (int i = 0; i < 3; i++)
        {
            answered.Accept(await silent.ReceiveAsync(SipMethod.Options));
            // Answered in the mailbox behind the answer to the probe.
            Assert.Equal(200, (await answered.AskAsync(SipMethod.Info)).StatusCode);
            rig.Clock.Advance(Options.ProbeInterval);
        }

        Assert.Equal(PhoneCallState.Talking, call.State);
        await call.HangUpAsync();
        answered.Accept(await silent.ReceiveAsync(SipMethod.Bye));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_phone_that_forgot_the_call_ends_it()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall ringing = await callee.IncomingAsync();
        ringing.Respond(200, callee.Sdp());
        await callee.ReceiveAsync(SipMethod.Ack);

        SipRequest probe = await callee.ReceiveAsync(SipMethod.Options);
        callee.Send(SipResponse.CreateFor(probe, SipStatus.CallDoesNotExist));

        await call.WaitForAsync(PhoneCallState.Ended);
        callee.Send(SipResponse.CreateFor(await callee.ReceiveAsync(SipMethod.Bye), SipStatus.CallDoesNotExist));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Shutting_down_tells_every_phone()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone[] phones = [await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"), await rig.PhoneAsync("2002"), await rig.PhoneAsync("2003", AnswerPolicy.Never)];
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(phones[0], phones[1]);
        PhoneCall other = phones[2].Call("2003");
        PhoneCall ringing = await phones[3].NextIncomingCallAsync();
        await other.WaitForAsync(PhoneCallState.Ringing);

        await rig.Engine.StopAsync(CancellationToken.None);

        foreach (PhoneCall call in (PhoneCall[])[caller, callee, other, ringing])
        {
            await call.WaitForAsync(PhoneCallState.Ended);
        }

        Assert.Equal(503, other.End!.StatusCode);
        Assert.Equal(Refusal.Overloaded, (await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", "2001"), CancellationToken.None)).Refusal);
        PhoneCall refused = phones[0].Call("2001");
        await refused.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(503, refused.End!.StatusCode);
        await rig.NothingIsLeftAsync();
    }
}
