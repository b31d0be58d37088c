using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Authentication;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Trunks that want a digest before they take a call, and within it.</summary>
public sealed class ChallengeTests
{
    private const string Outside = "0123456";

    private static TrunkOptions WithAccount(TrunkOptions trunk) => trunk with { Username = Carrier.Account, Password = Carrier.Password };

    [Theory]
    [InlineData(401, DigestAlgorithm.Md5)]
    [InlineData(407, DigestAlgorithm.Md5)]
    [InlineData(407, DigestAlgorithm.Sha256)]
    public async Task Rfc3261_22_A_challenge_is_answered_and_ACK_and_BYE_follow_the_new_number(int status, DigestAlgorithm algorithm)
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        SipRequest first = await carrier.ReceiveAsync(SipMethod.Invite);

        carrier.Challenge(first, status, algorithm: algorithm);

        SipRequest ackOfRefusal = await carrier.ReceiveAsync(SipMethod.Ack);
        RawCall incoming = await carrier.IncomingAsync();
        Assert.Equal((first.CSeq.Number, first.TopVia.Branch), (ackOfRefusal.CSeq.Number, ackOfRefusal.TopVia.Branch));
        Assert.Equal((first.CallId, first.From.Tag, first.CSeq.Number + 1), (incoming.Invite.CallId, incoming.Invite.From.Tag, incoming.Invite.CSeq.Number));
        Assert.True(Carrier.IsProven(incoming.Invite));
        Assert.Equal(algorithm, Carrier.CredentialsOf(incoming.Invite)!.Algorithm);
        incoming.Respond(200, carrier.Peer.Sdp());
        SipRequest ack = await carrier.ReceiveAsync(SipMethod.Ack);
        Assert.Equal(incoming.Invite.CSeq.Number, ack.CSeq.Number);
        Assert.NotNull(Carrier.CredentialsOf(ack));

        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();
        SipRequest bye = await carrier.ReceiveAsync(SipMethod.Bye);
        Assert.Equal(incoming.Invite.CSeq.Number + 1, bye.CSeq.Number);
        incoming.Accept(bye);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_22_2_A_BYE_that_is_challenged_is_sent_again_with_credentials()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        RawCall incoming = await carrier.IncomingAsync();
        incoming.Respond(200, carrier.Peer.Sdp());
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();
        SipRequest bye = await carrier.ReceiveAsync(SipMethod.Bye);

        carrier.Challenge(bye);

        SipRequest proven = await carrier.ReceiveAsync(SipMethod.Bye);
        Assert.Equal((bye.CSeq.Number + 1, true), (proven.CSeq.Number, Carrier.IsProven(proven)));
        incoming.Accept(proven);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task An_outside_party_that_was_consulted_is_handed_over_though_its_trunk_challenges_the_new_offer()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone agent = await rig.PhoneAsync("2000");
        (PhoneCall transferor, PhoneCall moved) = await rig.TalkAsync(agent, await rig.PhoneAsync("2001"));
        PhoneCall consulting = agent.Call(Outside);
        RawCall outside = await carrier.IncomingAsync();
        outside.Respond(200, carrier.Peer.Sdp());
        await consulting.WaitForAsync(PhoneCallState.Talking);

        await transferor.TransferAsync(consulting);
        SipRequest offer = await carrier.ReceiveAsync(SipMethod.Invite);
        carrier.Challenge(offer);
        SipRequest proven = await carrier.ReceiveAsync(SipMethod.Invite);

        Assert.Equal((offer.CSeq.Number + 1, true), (proven.CSeq.Number, Carrier.IsProven(proven)));
        outside.Accept(proven, carrier.Peer.Sdp(version: 2));
        await rig.EventAsync<CallChanged>(e => e.Call.Legs is [{ Number: "2001", State: LegState.Talking }, { Trunk: "carrier", State: LegState.Talking }]);
        SipRequest ack = await carrier.ReceiveAsync(SipMethod.Ack, r => r.CSeq.Number == proven.CSeq.Number);
        Assert.NotNull(Carrier.CredentialsOf(ack));
        await moved.HangUpAsync();
        SipRequest bye = await carrier.ReceiveAsync(SipMethod.Bye);
        Assert.Equal(proven.CSeq.Number + 1, bye.CSeq.Number);
        outside.Accept(bye);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_stale_nonce_is_answered_with_the_new_one_and_a_second_refusal_ends_the_call()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Invite));
        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Invite), nonce: "second", stale: true);
        SipRequest third = await carrier.ReceiveAsync(SipMethod.Invite);
        Assert.Equal("second", Carrier.CredentialsOf(third)!.Nonce);

        carrier.Challenge(third, nonce: "third");

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(503, call.End!.StatusCode);
        await carrier.Peer.SettleAsync();
        Assert.Empty(carrier.Waiting(SipMethod.Invite));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_caller_who_gives_up_after_the_challenge_cancels_the_second_INVITE()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Invite));
        RawCall incoming = await carrier.IncomingAsync();
        incoming.Respond(180);
        await call.WaitForAsync(PhoneCallState.Ringing);

        await call.CancelAsync();

        SipRequest cancel = await carrier.ReceiveAsync(SipMethod.Cancel);
        Assert.Equal((incoming.Invite.CSeq.Number, incoming.Invite.TopVia.Branch), (cancel.CSeq.Number, cancel.TopVia.Branch));
        incoming.Accept(cancel);
        incoming.Respond(487);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_22_2_Also_the_BYE_of_a_call_that_the_trunk_brought_is_proven()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], WithAccount);
        SimulatedPhone agent = await rig.PhoneAsync("2000");
        RawCall outside = carrier.Call("5550001");
        await outside.AnsweredAsync();
        outside.Ack();
        PhoneCall call = await agent.NextIncomingCallAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();

        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Bye), 401);

        SipRequest proven = await carrier.ReceiveAsync(SipMethod.Bye);
        Assert.True(Carrier.IsProven(proven));
        outside.Accept(proven);
        await rig.NothingIsLeftAsync();
    }
}
