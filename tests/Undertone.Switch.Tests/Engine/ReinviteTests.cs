using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Requests inside a call: hold in all its forms, and what is out of turn.</summary>
public sealed class ReinviteTests
{
    [Theory]
    [InlineData(HoldForm.SendOnly)]
    [InlineData(HoldForm.Inactive)]
    [InlineData(HoldForm.ZeroAddress)]
    [InlineData(HoldForm.ZeroPort)]
    public async Task Either_side_holds_and_resumes(HoldForm form)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000");
        SimulatedPhone to = await rig.PhoneAsync("2001");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);
        foreach ((PhoneCall holder, string number) in ((PhoneCall, string)[])[(caller, "2000"), (callee, "2001")])
        {
            await holder.HoldAsync(form);
            await Eventually.TrueAsync(() => StateOf(number) is LegState.Holding, () => $"{number} is {StateOf(number)}");
            await holder.ResumeAsync();
            await Eventually.TrueAsync(() => StateOf(number) is LegState.Talking, () => $"{number} is {StateOf(number)}");
        }

        await caller.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await callee.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        await caller.HangUpAsync();
        await rig.NothingIsLeftAsync();

        LegState? StateOf(string number) => rig.Engine.Calls.SelectMany(c => c.Legs).SingleOrDefault(l => l.Number == number)?.State;
    }

    [Fact]
    public async Task Rfc3261_14_2_A_refused_change_leaves_the_call_as_it_is()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (RawPhone caller, RawCall call, PhoneCall callee) = await TalkAsync(rig);

        Assert.Equal(488, (await AskInviteAsync(call, caller.Sdp("18", version: 2))).StatusCode);
        Assert.Equal(488, (await AskInviteAsync(call, "v=rubbish\r\n")).StatusCode);
        SipResponse wrongType = await AskInviteAsync(call, "hello", "text/plain");

        Assert.Equal((415, "application/sdp"), (wrongType.StatusCode, wrongType.Headers.First("Accept")));
        Assert.Equal(PhoneCallState.Talking, callee.State);
        Assert.Equal(LegState.Talking, Assert.Single(rig.Engine.Calls).Legs[0].State);
        int before = caller.RtpPackets;
        await Eventually.TrueAsync(() => caller.RtpPackets > before + 5, () => "the caller hears nothing any more");
    }

    [Fact]
    public async Task Rfc3261_14_2_A_change_before_the_answer_to_our_offer_gets_491_and_after_it_200()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (RawPhone caller, RawCall call, _) = await TalkAsync(rig);
        SipRequest lateOffer = call.Send(SipMethod.Invite);
        await caller.ReceiveAsync(r => r.CSeq == lateOffer.CSeq && r.StatusCode == 200);

        Assert.Equal(491, (await AskInviteAsync(call, caller.Sdp(version: 2))).StatusCode);
        Assert.Equal(491, (await call.AskAsync(SipMethod.Update, caller.Sdp(version: 2))).StatusCode);

        call.Ack(caller.Sdp(version: 2), lateOffer.CSeq.Number);
        await Eventually.TrueAsync(() => rig.Engine.Services.Sessions.PendingInvites == 0, () => "the ACK was not taken");
        Assert.Equal(200, (await AskInviteAsync(call, caller.Sdp(direction: "sendonly", version: 3))).StatusCode);
    }

    [Fact]
    public async Task A_hold_right_after_the_answer_is_taken_although_the_ACK_was_lost()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone caller = await rig.RawPhoneAsync("2000");
        await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();

        SipResponse hold = await AskInviteAsync(call, caller.Sdp(direction: "sendonly", version: 2));

        Assert.Equal(200, hold.StatusCode);
        await rig.EventAsync<CallChanged>(e => e.Call.Legs[0].State is LegState.Holding);
        Assert.Equal(200, (await call.AskAsync(SipMethod.Bye)).StatusCode);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3311_UPDATE_holds_and_one_without_a_description_only_refreshes()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (RawPhone caller, RawCall call, _) = await TalkAsync(rig);

        SipResponse refresh = await call.AskAsync(SipMethod.Update);
        SipResponse hold = await call.AskAsync(SipMethod.Update, caller.Sdp(direction: "sendonly", version: 2));

        Assert.Equal((200, 0), (refresh.StatusCode, refresh.Body.Length));
        Assert.Equal(200, hold.StatusCode);
        Assert.NotEqual(0, hold.Body.Length);
        await rig.EventAsync<CallChanged>(e => e.Call.Legs[0].State is LegState.Holding);
    }

    [Fact]
    public async Task Rfc3261_12_2_2_What_is_out_of_order_or_of_no_dialog_changes_nothing()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (RawPhone caller, RawCall call, PhoneCall callee) = await TalkAsync(rig);
        RawPhone stranger = await rig.RawPhoneAsync("2002");
        SipRequest sent = call.Send(SipMethod.Options);
        await caller.ReceiveAsync(r => r.CSeq == sent.CSeq);

        SipRequest old = sent.Clone();
        old.Method = SipMethod.Bye;
        old.CSeq = new CSeqHeader(1, SipMethod.Bye);
        caller.Send(WithNewBranch(caller, old));
        SipResponse tooOld = await caller.ReceiveAsync(r => r.CSeq == old.CSeq);

        SipRequest foreign = WithNewBranch(stranger, old.Clone());
        foreign.CSeq = new CSeqHeader(900, SipMethod.Bye);
        foreign.Headers.Set("From", "<sip:2002@undertone.local>;tag=stranger");
        stranger.Send(foreign);
        SipResponse notYours = await stranger.ReceiveAsync(r => r.CSeq == foreign.CSeq);

        Assert.Equal((500, 481), (tooOld.StatusCode, notYours.StatusCode));
        Assert.Equal(405, (await call.AskAsync(SipMethod.Publish)).StatusCode);
        Assert.Equal(PhoneCallState.Talking, callee.State);
        Assert.Single(rig.Engine.Calls);
    }

    [Fact]
    public async Task Rfc3261_15_Two_BYEs_that_cross_are_both_agreed_to()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (RawPhone caller, RawCall call, PhoneCall callee) = await TalkAsync(rig);
        await callee.HangUpAsync();
        SipRequest ours = await caller.ReceiveAsync(SipMethod.Bye);

        Assert.Equal(200, (await call.AskAsync(SipMethod.Bye)).StatusCode);

        call.Accept(ours);
        await rig.NothingIsLeftAsync();
        Assert.Single(rig.Events.OfType<CallEnded>());
    }

    [Fact]
    public async Task A_caller_that_leaves_the_offer_to_us_talks()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001", AnswerPolicy.AfterRinging, o => o with { EarlyMedia = true });

        PhoneCall call = await caller.CallAsync("2001", lateOffer: true);
        PhoneCall answered = await callee.NextIncomingCallAsync();

        await call.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        await answered.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        await answered.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    private static async Task<(RawPhone Phone, RawCall Call, PhoneCall Callee)> TalkAsync(SwitchRig rig)
    {
        RawPhone caller = await rig.RawPhoneAsync("2000");
        SimulatedPhone callee = await rig.PhoneAsync("2001");
        RawCall call = await caller.CallAsync("2001", caller.Sdp());
        await call.AnsweredAsync();
        call.Ack();
        PhoneCall answered = await callee.NextIncomingCallAsync();
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        await Eventually.TrueAsync(() => rig.Engine.Services.Sessions.PendingInvites == 0, () => "the ACK was not taken");
        return (caller, call, answered);
    }

    private static async Task<SipResponse> AskInviteAsync(RawCall call, string sdp, string type = "application/sdp")
    {
        SipResponse response = await call.AskAsync(SipMethod.Invite, sdp, type);
        if (response.IsSuccess)
        {
            call.Ack(sequence: response.CSeq.Number);
        }

        return response;
    }

    private static SipRequest WithNewBranch(RawPhone phone, SipRequest request)
    {
        request.PopVia();
        phone.AddVia(request);
        return request;
    }
}
