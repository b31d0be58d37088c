using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>The records of the legs of calls, answered and not. 2000 calls 2001.</summary>
public sealed class LegRecordTests
{
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TalkTime = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task Both_legs_of_an_answered_call_have_their_times()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        DateTimeOffset start = rig.Clock.GetUtcNow();
        PhoneCall calling = (await rig.PhoneAsync("2000")).Call("2001");
        PhoneCall ringing = await callee.NextIncomingCallAsync();
        rig.Clock.Advance(RingTime);
        await ringing.AnswerAsync();
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        rig.Clock.Advance(TalkTime);
        await calling.HangUpAsync();

        LegRecord[] records = await LegRecords.AllAsync(rig);
        CallId call = (await rig.RecordAsync()).Id;
        Assert.All(records, r =>
        {
            Assert.Equal((start, start + RingTime, start + RingTime + TalkTime), (r.StartedAt, r.AnsweredAt, r.EndedAt));
            Assert.Equal((TalkTime, CallFailureReason.None, call), (r.TalkTime, r.FailureReason, r.CallId));
            Assert.Equal(("", "", "", null, 0), (r.Trunk, r.ShownNumber, r.Reference, r.Requester, r.Modes.Length));
        });
        Assert.Equal(
            [("2000", LegOrigin.Inbound, LegRole.Caller), ("2001", LegOrigin.OutboundDial, LegRole.Callee)],
            records.Select(r => (r.Number, r.Origin, r.Role)));
    }

    [Fact]
    public async Task A_busy_callee_is_the_reason_of_both_legs()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("2001", AnswerPolicy.Busy);

        (await rig.PhoneAsync("2000")).Call("2001");

        AssertUnanswered(await LegRecords.AllAsync(rig), CallFailureReason.Busy);
    }

    [Theory]
    [InlineData(true, CallFailureReason.Cancelled)]
    [InlineData(false, CallFailureReason.NoAnswer)]
    public async Task Ringing_that_ends_without_an_answer_is_the_reason_of_both_legs(bool cancelled, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("2001", AnswerPolicy.Never);
        PhoneCall calling = (await rig.PhoneAsync("2000")).Call("2001");
        await rig.EventAsync<CallChanged>(e => e.Call.Legs is [_, { State: LegState.Ringing }]);

        if (cancelled)
        {
            await calling.CancelAsync();
        }
        else
        {
            rig.Clock.Advance(new SwitchOptions().RingTimeout);
        }

        AssertUnanswered(await LegRecords.AllAsync(rig), reason);
    }

    [Fact]
    public async Task A_phone_that_sends_the_call_on_has_a_leg_of_its_own()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone other = await rig.PhoneAsync("2002");
        RawPhone forwarding = await rig.RawPhoneAsync("2001");
        PhoneCall calling = (await rig.PhoneAsync("2000")).Call("2001");
        (await forwarding.IncomingAsync()).Respond(302, contact: "<sip:2002@undertone.local>");
        await other.NextIncomingCallAsync();
        await calling.WaitForAsync(PhoneCallState.Talking);
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        await calling.HangUpAsync();

        LegRecord[] records = await LegRecords.AllAsync(rig);
        Assert.Equal(
            [("2001", CallFailureReason.Unreachable, false), ("2000", CallFailureReason.None, true), ("2002", CallFailureReason.None, true)],
            records.Select(r => (r.Number, r.FailureReason, r.AnsweredAt is not null)));
    }

    [Fact]
    public async Task The_legs_of_a_call_that_was_asked_for_carry_its_mark_and_each_its_own_reason()
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        await rig.PhoneAsync("2001", AnswerPolicy.Decline);

        await rig.Engine.PlaceCallAsync(
            ClickToCallTests.Click(OutsidePhone.Number, "2001") with { CallerMayBeOutside = true, Reference = "ref-1", ShownNumber = "0800555" },
            CancellationToken.None);

        LegRecord[] records = await LegRecords.AllAsync(rig);
        Assert.Equal(
            [(OutsidePhone.Number, "carrier", LegOrigin.Outbound, CallFailureReason.None), ("2001", "", LegOrigin.OutboundDial, CallFailureReason.Declined)],
            records.Select(r => (r.Number, r.Trunk, r.Origin, r.FailureReason)));
        Assert.Equal((true, false), (records[0].AnsweredAt is not null, records[1].AnsweredAt is not null));
        Assert.All(records, r => Assert.Equal(("ref-1", "0800555"), (r.Reference, r.ShownNumber)));
    }

    private static void AssertUnanswered(LegRecord[] records, CallFailureReason reason)
    {
        Assert.Equal(["2000", "2001"], records.Select(r => r.Number));
        Assert.All(records, r => Assert.Equal((reason, null, TimeSpan.Zero), (r.FailureReason, r.AnsweredAt, r.TalkTime)));
    }
}
