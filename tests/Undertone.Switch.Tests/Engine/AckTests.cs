using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>ACKs that are late, lost or never sent (RFC 3261 13.3.1.4).</summary>
public sealed class AckTests
{
    private static readonly TransactionTimers Fast = new() { T1 = TimeSpan.FromMilliseconds(40), T2 = TimeSpan.FromMilliseconds(160) };

    [Fact]
    public async Task Rfc3261_13_3_1_4_A_lost_ACK_is_made_good_by_the_repeated_answer()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        SipResponse first = await call.AnsweredAsync();

        SipResponse second = await caller.ReceiveAsync(200, SipMethod.Invite);
        call.Ack();

        Assert.Equal((first.To.Tag, first.CSeq), (second.To.Tag, second.CSeq));
        Assert.Equal(200, (await call.AskAsync(SipMethod.Options)).StatusCode);
        await Eventually.TrueAsync(() => rig.Engine.Services.Sessions.PendingInvites == 0, () => "the ACK was not taken");
        Assert.Equal(PhoneCallState.Talking, (await callee.NextIncomingCallAsync()).State);
    }

    [Fact]
    public async Task Rfc3261_13_3_1_4_Without_any_ACK_both_sides_get_a_BYE()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync(timers: Fast);
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();
        PhoneCall answered = await callee.NextIncomingCallAsync();

        call.Accept(await caller.ReceiveAsync(SipMethod.Bye));

        await answered.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallEndReason.HungUpThere, answered.End!.Reason);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_15_No_BYE_before_the_ACK_although_the_callee_has_hung_up()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();
        PhoneCall answered = await callee.NextIncomingCallAsync();
        await answered.HangUpAsync();
        await rig.RecordAsync();
        await caller.SettleAsync();
        Assert.DoesNotContain(caller.Inbox.OfType<SipRequest>(), r => r.Method == SipMethod.Bye);

        call.Ack();

        call.Accept(await caller.ReceiveAsync(SipMethod.Bye));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_phone_that_answers_neither_BYE_nor_anything_leaves_nothing_behind()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync(timers: Fast);
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();
        call.Ack();
        PhoneCall answered = await callee.NextIncomingCallAsync();

        await answered.HangUpAsync();

        await caller.ReceiveAsync(SipMethod.Bye);
        await rig.NothingIsLeftAsync();
    }
}
