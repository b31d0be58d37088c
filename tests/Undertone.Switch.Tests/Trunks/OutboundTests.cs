using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Engine;
using Undertone.Switch.Tests.Harness;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Calls from an extension to an outside number.</summary>
public sealed class OutboundTests
{
    private const string Outside = "0123456";

    private static TrunkOptions WithAccount(TrunkOptions trunk) => trunk with { Username = Carrier.Account, Password = Carrier.Password };

    [Fact]
    public async Task An_outside_number_is_called_over_the_trunk_with_the_callers_number_and_one_hop_less()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        PhoneCall call = caller.Call(Outside);
        RawCall incoming = await carrier.IncomingAsync();

        SipRequest invite = incoming.Invite;
        Assert.Equal((Outside, carrier.Peer.SipAddress.Port), (invite.RequestUri.User, invite.RequestUri.Port));
        Assert.Equal((Outside, "2000", "Name 2000"), (invite.To.Uri.User, invite.From.Uri.User, invite.From.DisplayName));
        Assert.Equal(69, invite.MaxForwards);
        incoming.Respond(180);
        await call.WaitForAsync(PhoneCallState.Ringing);
        CallSnapshot ringing = (await rig.EventAsync<CallChanged>()).Call;
        Assert.Equal(CallKind.Outbound, ringing.Kind);
        Assert.Equal((null, LegState.Alerting), (ringing.Legs[0].Trunk, ringing.Legs[0].State));
        Assert.Equal((Outside, "carrier", LegState.Ringing), (ringing.Legs[1].Number, ringing.Legs[1].Trunk, ringing.Legs[1].State));
        incoming.Respond(200, carrier.Peer.Sdp());
        await carrier.ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);

        await call.HangUpAsync();
        incoming.Accept(await carrier.ReceiveAsync(SipMethod.Bye));
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallKind.Outbound, "", "carrier", CallDisposition.Answered), (record.Kind, record.SourceTrunk, record.DestinationTrunk, record.Disposition));
        Assert.DoesNotContain(rig.Events.OfType<ExtensionStateChanged>(), e => e.Number == Outside);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_trunk_cannot_send_a_call_on_to_a_number_of_its_choice()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);

        RawCall incoming = await carrier.IncomingAsync();
        incoming.Respond(302, contact: "<sip:09001234567@127.0.0.1>");

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(480, call.End!.StatusCode);
        await carrier.Peer.SettleAsync();
        Assert.Empty(carrier.Waiting(SipMethod.Invite));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(486, 486, CallFailureReason.Busy)]
    [InlineData(404, 404, CallFailureReason.NotFound)]
    [InlineData(480, 480, CallFailureReason.TemporarilyUnavailable)]
    [InlineData(403, 403, CallFailureReason.Forbidden)]
    [InlineData(503, 480, CallFailureReason.Unreachable)]
    [InlineData(500, 503, CallFailureReason.Congestion)]
    public async Task A_refusal_by_the_trunk_reaches_the_caller(int status, int told, CallFailureReason reason)
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        PhoneCall call = caller.Call(Outside);
        (await carrier.IncomingAsync()).Respond(status);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((told, reason), (call.End!.StatusCode, (await rig.RecordAsync()).FailureReason));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_trunk_that_stays_silent_is_given_up_after_its_time_and_a_late_answer_is_ended()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        RawCall incoming = await carrier.IncomingAsync();

        rig.Clock.Advance(carrier.Trunk.Timeout);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((480, CallFailureReason.Unreachable), (call.End!.StatusCode, (await rig.RecordAsync()).FailureReason));
        incoming.Respond(180);
        await carrier.ReceiveAsync(SipMethod.Cancel);
        incoming.Respond(200, carrier.Peer.Sdp());
        incoming.Accept(await carrier.ReceiveAsync(SipMethod.Bye));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_route_is_tried_when_a_trunk_is_overloaded_or_silent(bool overloaded)
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        await using SwitchRig rig = await Carrier.StartAsync([first, second]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        RawCall refused = await first.IncomingAsync();

        if (overloaded)
        {
            refused.Respond(503);
        }
        else
        {
            rig.Clock.Advance(first.Trunk.Timeout);
        }

        RawCall incoming = await second.IncomingAsync();
        incoming.Respond(200, second.Peer.Sdp());
        await call.WaitForAsync(PhoneCallState.Talking);
        await rig.EventAsync<CallChanged>(e => e.Call.Legs is [_, { Trunk: "second", State: LegState.Talking }]);
        await call.HangUpAsync();
        incoming.Accept(await second.ReceiveAsync(SipMethod.Bye));
        Assert.Equal("second", (await rig.RecordAsync()).DestinationTrunk);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_callee_who_is_busy_is_not_called_again_over_another_trunk()
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        await using SwitchRig rig = await Carrier.StartAsync([first, second]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);

        (await first.IncomingAsync()).Respond(486);

        await call.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
        Assert.Empty(second.Peer.Inbox);
    }

    [Fact]
    public async Task A_trunk_over_TCP_at_which_nobody_listens_fails_at_once()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], trunk => trunk with { Address = trunk.Address.WithParameter("transport", "tcp") });
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        PhoneCall call = caller.Call(Outside);

        await call.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal((480, CallFailureReason.Unreachable), (call.End!.StatusCode, (await rig.RecordAsync()).FailureReason));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task The_trunks_own_caller_id_takes_the_place_of_the_extension()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], trunk => WithAccount(trunk) with { CallerId = "5550000" });
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        PhoneCall call = caller.Call(Outside);

        RawCall incoming = await carrier.IncomingAsync();
        Assert.Equal(("5550000", "127.0.0.1"), (incoming.Invite.From.Uri.User, incoming.Invite.From.Uri.Host));
        incoming.Respond(404);
        await call.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task Click_to_call_reaches_an_outside_number_with_early_media()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");

        await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", Outside), CancellationToken.None);

        Assert.Equal(CallKind.Outbound, (await rig.EventAsync<CallChanged>()).Call.Kind);
        RawCall incoming = await carrier.IncomingAsync();
        incoming.Respond(183, carrier.Peer.Sdp());
        await rig.EventAsync<CallChanged>(e => e.Call.Legs is [{ State: LegState.Alerting }, { State: LegState.EarlyMedia }]);
        incoming.Respond(200, carrier.Peer.Sdp());
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        await Assert.Single(caller.Calls).HangUpAsync();
        incoming.Accept(await carrier.ReceiveAsync(SipMethod.Bye));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task The_outside_party_cannot_be_supervised_and_the_extension_can()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("3000");
        PhoneCall call = caller.Call(Outside);
        RawCall incoming = await carrier.IncomingAsync();
        incoming.Respond(200, carrier.Peer.Sdp());
        CallSnapshot answered = (await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered)).Call;

        Outcome<MonitorReceipt> outside = await rig.Engine.StartMonitorAsync(Listen(answered.Legs[1].Id), CancellationToken.None);
        Outcome<MonitorReceipt> extension = await rig.Engine.StartMonitorAsync(Listen(answered.Legs[0].Id), CancellationToken.None);

        Assert.Equal((Refusal.NotSupported, Refusal.None), (outside.Refusal, extension.Refusal));
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null);
        await call.HangUpAsync();
        incoming.Accept(await carrier.ReceiveAsync(SipMethod.Bye));
        await rig.NothingIsLeftAsync();

        static StartMonitor Listen(LegId target) => new(new Requester("test", "tester", "127.0.0.1"), "3000", target, MonitorMode.Listen);
    }

    [Fact]
    public async Task Rfc3261_12_2_1_1_A_carrier_that_hands_the_call_to_another_of_its_servers_gets_ACK_and_BYE_there()
    {
        await using var carrier = new Carrier();
        await using var server = new Carrier("server");
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        server.Peer.Server = rig.Sip;
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall call = caller.Call(Outside);
        RawCall incoming = await carrier.IncomingAsync();

        incoming.Respond(200, carrier.Peer.Sdp(), contact: server.Peer.Contact);

        await server.ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();
        server.Peer.Send(SipResponse.CreateFor(await server.ReceiveAsync(SipMethod.Bye), SipStatus.Ok));
        await rig.NothingIsLeftAsync();
    }
}
