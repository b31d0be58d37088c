using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Transfers;

/// <summary>Hold and transfer by API. 2000 has called 2001.</summary>
public sealed class RequestedTransferTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task A_blind_transfer_lets_the_transferor_go_when_the_target_rings()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002", AnswerPolicy.Never);

        Outcome<CallId> outcome = await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), "2002"), CancellationToken.None);
        Assert.Equal(Assert.Single(rig.Engine.Calls).Id, outcome.Value);
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await transferor.WaitForAsync(PhoneCallState.Ended);
        await UntilAsync(rig, "2000 Alerting, 2002 Ringing");

        await ringing.AnswerAsync();
        await UntilAsync(rig, "2000 Talking, 2002 Talking");
        await moved.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await ringing.HangUpAsync();
        await moved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("2002", Refusal.None)]
    [InlineData("2005", Refusal.None)]
    [InlineData("7777", Refusal.NumberNotFound)]
    [InlineData("2000", Refusal.NotSupported)]
    public async Task A_target_that_cannot_be_had_leaves_the_call_as_it_was(string target, Refusal refusal)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("2002", AnswerPolicy.Decline);

        Outcome<CallId> outcome = await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), target), CancellationToken.None);
        Assert.Equal(refusal, outcome.Refusal);
        if (refusal is Refusal.None)
        {
            await rig.EventAsync<TransferFailed>();
        }

        await UntilAsync(rig, "2000 Talking, 2001 Talking");
        await caller.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await callee.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await caller.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_moved_party_whose_target_never_answers_is_hung_up_after_the_ring_time()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone target = await rig.PhoneAsync("2002", AnswerPolicy.Never);
        await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), "2002"), CancellationToken.None);
        PhoneCall ringing = await target.NextIncomingCallAsync();
        await UntilAsync(rig, "2000 Alerting, 2002 Ringing");

        rig.Clock.Advance(new SwitchOptions().RingTimeout);
        await moved.WaitForAsync(PhoneCallState.Ended);
        await ringing.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(CallFailureReason.NoAnswer, (await rig.EventAsync<TransferFailed>()).Reason);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_consultation_keeps_the_moved_party_waiting_until_it_is_completed_or_the_transferor_hangs_up(bool byRequest)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor, PhoneCall target) = await ConsultAsync(rig);

        if (byRequest)
        {
            Outcome<CallId> done = await rig.Engine.EndConsultationAsync(new EndConsultation(Somebody, LegOf(rig, "2001"), Complete: true), CancellationToken.None);
            Assert.True(done.Succeeded, done.Refusal.ToString());
        }
        else
        {
            await transferor.HangUpAsync();
        }

        await transferor.WaitForAsync(PhoneCallState.Ended);
        await UntilAsync(rig, "2000 Talking, 2002 Talking");
        await rig.EventAsync<CallTransferred>();
        await moved.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await target.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await target.HangUpAsync();
        await moved.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_abandoned_consultation_brings_the_parties_back_together(bool byRequest)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor, PhoneCall target) = await ConsultAsync(rig);

        if (byRequest)
        {
            await rig.Engine.EndConsultationAsync(new EndConsultation(Somebody, LegOf(rig, "2001"), Complete: false), CancellationToken.None);
        }
        else
        {
            await target.HangUpAsync();
        }

        await target.WaitForAsync(PhoneCallState.Ended);
        await UntilAsync(rig, "2000 Talking, 2001 Talking");
        await moved.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await transferor.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_waiting_party_that_hangs_up_leaves_the_other_two_in_conversation()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor, PhoneCall target) = await ConsultAsync(rig);

        await moved.HangUpAsync();
        await UntilAsync(rig, "2001 Talking, 2002 Talking");
        await transferor.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await target.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await target.HangUpAsync();
        await transferor.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task One_transfer_at_a_time()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await ConsultAsync(rig);

        Outcome<CallId> second = await rig.Engine.TransferAsync(new TransferParty(Somebody, LegOf(rig, "2000"), "2003"), CancellationToken.None);
        Outcome<CallId> hold = await rig.Engine.HoldAsync(new HoldLeg(Somebody, LegOf(rig, "2001"), Hold: true), CancellationToken.None);
        Outcome<CallId> notTheOne = await rig.Engine.EndConsultationAsync(new EndConsultation(Somebody, LegOf(rig, "2000"), Complete: true), CancellationToken.None);
        Assert.Equal([Refusal.NotSupported, Refusal.NotSupported, Refusal.NotSupported], [second.Refusal, hold.Refusal, notTheOne.Refusal]);
    }

    [Fact]
    public async Task A_held_party_hears_and_is_heard_by_nobody_until_it_is_resumed()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall holder, PhoneCall held) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));

        Assert.True((await rig.Engine.HoldAsync(new HoldLeg(Somebody, LegOf(rig, "2000"), Hold: true), CancellationToken.None)).Succeeded);
        Assert.True((await rig.Engine.HoldAsync(new HoldLeg(Somebody, LegOf(rig, "2000"), Hold: true), CancellationToken.None)).Succeeded);
        await UntilAsync(rig, "2000 Holding, 2001 Talking");

        Assert.True((await rig.Engine.HoldAsync(new HoldLeg(Somebody, LegOf(rig, "2000"), Hold: false), CancellationToken.None)).Succeeded);
        await UntilAsync(rig, "2000 Talking, 2001 Talking");
        await holder.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await held.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await holder.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task What_a_phone_has_put_on_hold_only_the_phone_can_resume()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall holder, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await holder.HoldAsync();
        await UntilAsync(rig, "2000 Holding, 2001 Talking");

        Outcome<CallId> resumed = await rig.Engine.HoldAsync(new HoldLeg(Somebody, LegOf(rig, "2000"), Hold: false), CancellationToken.None);
        Assert.Equal(Refusal.NotSupported, resumed.Refusal);
        await holder.ResumeAsync();
        await UntilAsync(rig, "2000 Talking, 2001 Talking");
    }

    [Fact]
    public async Task Before_the_answer_there_is_nothing_to_hold_or_transfer()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.Never);
        caller.Call("2001");
        await callee.NextIncomingCallAsync();
        await UntilAsync(rig, "2000 Alerting, 2001 Ringing");

        LegId leg = LegOf(rig, "2000");
        Assert.Equal(Refusal.NotAnswered, (await rig.Engine.HoldAsync(new HoldLeg(Somebody, leg, Hold: true), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotAnswered, (await rig.Engine.TransferAsync(new TransferParty(Somebody, leg, "2002"), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotAnswered, (await rig.Engine.ConsultAsync(new ConsultTarget(Somebody, leg, "2002"), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.LegNotFound, (await rig.Engine.HoldAsync(new HoldLeg(Somebody, new LegId(9999), Hold: true), CancellationToken.None)).Refusal);
    }

    // 2001 consults 2002 while 2000 waits.
    private static async Task<(PhoneCall Moved, PhoneCall Transferor, PhoneCall Target)> ConsultAsync(SwitchRig rig)
    {
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone phone = await rig.PhoneAsync("2002");
        Outcome<CallId> begun = await rig.Engine.ConsultAsync(new ConsultTarget(Somebody, LegOf(rig, "2001"), "2002"), CancellationToken.None);
        Assert.True(begun.Succeeded, begun.Refusal.ToString());
        PhoneCall target = await phone.NextIncomingCallAsync();
        await UntilAsync(rig, "2000 Held, 2001 Talking, 2002 Talking");
        await target.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        return (moved, transferor, target);
    }

    private static LegId LegOf(SwitchRig rig, string number) => rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == number).Id;

    private static Task UntilAsync(SwitchRig rig, string legs) => Eventually.TrueAsync(() => Legs(rig) == legs, () => $"{Legs(rig)} instead of {legs}");

    private static string Legs(SwitchRig rig)
        => string.Join("; ", rig.Engine.Calls.Select(c => string.Join(", ", c.Legs.Select(l => $"{l.Number} {l.State}"))));
}
