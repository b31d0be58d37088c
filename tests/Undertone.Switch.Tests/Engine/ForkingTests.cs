using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Several phones of one extension (RFC 3261 13.2.2.4, 16.7).</summary>
public sealed class ForkingTests
{
    [Fact]
    public async Task All_phones_ring_the_first_answer_wins_and_the_others_are_cancelled()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone[] devices = [await rig.PhoneAsync("2001", AnswerPolicy.Never), await rig.PhoneAsync("2001", AnswerPolicy.Never), await rig.PhoneAsync("2001", AnswerPolicy.Never)];

        PhoneCall call = caller.Call("2001");
        PhoneCall[] ringing = [.. await Task.WhenAll(devices.Select(d => d.NextIncomingCallAsync()))];
        await call.WaitForAsync(PhoneCallState.Ringing);
        await ringing[1].AnswerAsync();

        await call.WaitForAsync(PhoneCallState.Talking);
        await ringing[0].WaitForAsync(PhoneCallState.Ended);
        await ringing[2].WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((PhoneCallEndReason.Cancelled, PhoneCallEndReason.Cancelled), (ringing[0].End!.Reason, ringing[2].End!.Reason));
        Assert.Equal(PhoneCallState.Talking, ringing[1].State);

        await call.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_13_2_2_4_Of_two_answers_at_once_one_is_kept_and_the_other_is_acknowledged_and_ended()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone[] devices = [await rig.RawPhoneAsync("2001"), await rig.RawPhoneAsync("2001")];
        PhoneCall call = caller.Call("2001");
        RawCall[] answers = [await devices[0].IncomingAsync(), await devices[1].IncomingAsync()];

        answers[0].Respond(200, devices[0].Sdp());
        answers[1].Respond(200, devices[1].Sdp());

        await devices[0].ReceiveAsync(SipMethod.Ack);
        await devices[1].ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);
        await Eventually.TrueAsync(() => devices.Count(HasBye) == 1, () => $"{devices.Count(HasBye)} phones were told BYE");
        RawPhone loser = devices.Single(HasBye);
        RawPhone winner = devices.Single(d => d != loser);
        loser.Send(SipResponse.CreateFor(await loser.ReceiveAsync(SipMethod.Bye), SipStatus.Ok));
        int before = winner.RtpPackets;
        await Eventually.TrueAsync(() => winner.RtpPackets > before + 5, () => "the one that answered first hears nothing");

        await call.HangUpAsync();
        winner.Send(SipResponse.CreateFor(await winner.ReceiveAsync(SipMethod.Bye), SipStatus.Ok));
        await rig.NothingIsLeftAsync();

        static bool HasBye(RawPhone phone) => phone.Inbox.OfType<SipRequest>().Any(r => r.Method == SipMethod.Bye);
    }

    [Fact]
    public async Task A_busy_phone_leaves_the_others_ringing_and_a_6xx_ends_it_for_all()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone[] devices = [await rig.RawPhoneAsync("2001"), await rig.RawPhoneAsync("2001"), await rig.RawPhoneAsync("2001")];
        PhoneCall call = caller.Call("2001");
        RawCall[] ringing = [await devices[0].IncomingAsync(), await devices[1].IncomingAsync(), await devices[2].IncomingAsync()];

        ringing[0].Respond(486);
        await devices[0].ReceiveAsync(SipMethod.Ack);
        ringing[1].Respond(180);
        ringing[2].Respond(180);
        await call.WaitForAsync(PhoneCallState.Ringing);
        ringing[1].Respond(603);

        SipRequest cancel = await devices[2].ReceiveAsync(SipMethod.Cancel);
        ringing[2].Accept(cancel);
        ringing[2].Respond(487);
        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(603, call.End!.StatusCode);
        Assert.Equal(CallFailureReason.Declined, (await rig.RecordAsync()).FailureReason);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(486, 503, 486)]
    [InlineData(480, 486, 486)]
    [InlineData(404, 603, 603)]
    public async Task Rfc3261_16_7_When_all_refuse_the_caller_is_told_what_says_most(int first, int second, int told)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone[] devices = [await rig.RawPhoneAsync("2001"), await rig.RawPhoneAsync("2001")];
        PhoneCall call = caller.Call("2001");
        RawCall[] ringing = [await devices[0].IncomingAsync(), await devices[1].IncomingAsync()];

        ringing[0].Respond(first);
        await devices[0].ReceiveAsync(SipMethod.Ack);
        ringing[1].Respond(second);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(told, call.End!.StatusCode);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_9_1_An_answer_that_crosses_the_CANCEL_is_acknowledged_and_ended()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall ringing = await callee.IncomingAsync();
        ringing.Respond(180);
        await call.WaitForAsync(PhoneCallState.Ringing);
        await call.CancelAsync();
        await callee.ReceiveAsync(SipMethod.Cancel);

        ringing.Respond(200, callee.Sdp());

        await callee.ReceiveAsync(SipMethod.Ack);
        ringing.Accept(await callee.ReceiveAsync(SipMethod.Bye));
        Assert.Equal((PhoneCallEndReason.Cancelled, 487), (call.End!.Reason, call.End.StatusCode));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_13_2_2_4_An_answer_repeated_after_the_end_of_the_call_still_gets_its_ACK()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone callee = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        RawCall ringing = await callee.IncomingAsync();
        ringing.Respond(200, callee.Sdp());
        await callee.ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();
        SipRequest bye = await callee.ReceiveAsync(SipMethod.Bye);
        ringing.Accept(bye);
        await rig.NothingIsLeftAsync();

        ringing.Respond(200, callee.Sdp());

        await callee.ReceiveAsync(SipMethod.Ack);
        await callee.SettleAsync();

        // A busy machine may let the first BYE be repeated before its answer comes (timer E); a second one has a branch of its own.
        Assert.DoesNotContain(callee.Inbox.OfType<SipRequest>(), r => r.Method == SipMethod.Bye && r.TopVia.Branch != bye.TopVia.Branch);
    }

    [Fact]
    public async Task A_second_branch_behind_one_contact_that_answers_too_is_acknowledged_and_ended()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone proxy = await rig.RawPhoneAsync("2001");
        PhoneCall call = caller.Call("2001");
        SipRequest invite = await proxy.ReceiveAsync(SipMethod.Invite);
        RawCall first = RawCall.ToThisPhone(proxy, invite);
        RawCall second = RawCall.ToThisPhone(proxy, invite);

        first.Respond(200, proxy.Sdp());
        second.Respond(200, proxy.Sdp());

        await proxy.ReceiveAsync(SipMethod.Ack);
        await proxy.ReceiveAsync(SipMethod.Ack);
        SipRequest bye = await proxy.ReceiveAsync(SipMethod.Bye);
        second.Accept(bye);
        await call.WaitForAsync(PhoneCallState.Talking);
        SipResponse stillThere = await first.AskAsync(SipMethod.Options);
        Assert.Equal(200, stillThere.StatusCode);
        Assert.NotEqual(first.Invite.To.Tag, bye.To.Tag);
    }
}
