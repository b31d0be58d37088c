using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Tests.Harness;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Calls from a trunk.</summary>
public sealed class InboundTests
{
    [Fact]
    public async Task A_call_from_the_trunk_rings_the_extension_of_its_route_and_is_an_inbound_call()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        SimulatedPhone agent = await rig.PhoneAsync("2000", AnswerPolicy.Never);

        RawCall outside = carrier.Call("5550001", invite => invite.Headers.Set("From", "\"Ann Outside\" <sip:5503301@carrier.example>;tag=raw"));

        PhoneCall ringing = await agent.NextIncomingCallAsync();
        Assert.Equal("5503301", ringing.FarNumber);
        await carrier.Peer.ReceiveAsync(180, SipMethod.Invite);
        CallSnapshot call = (await rig.EventAsync<CallChanged>()).Call;
        Assert.Equal((CallKind.Inbound, "5503301", "2000"), (call.Kind, call.From, call.To));
        Assert.Equal(("5503301", "Ann Outside", "carrier", LegState.Alerting), (call.Legs[0].Number, call.Legs[0].Name, call.Legs[0].Trunk, call.Legs[0].State));
        Assert.Equal(("2000", null, LegState.Ringing), (call.Legs[1].Number, call.Legs[1].Trunk, call.Legs[1].State));
        await ringing.AnswerAsync();
        await outside.AnsweredAsync();
        outside.Ack();
        await ringing.WaitForAsync(PhoneCallState.Talking);

        await ringing.HangUpAsync();
        outside.Accept(await carrier.ReceiveAsync(SipMethod.Bye));
        CallRecord record = await rig.RecordAsync();
        Assert.Equal((CallKind.Inbound, "carrier", "", "5550001"), (record.Kind, record.SourceTrunk, record.DestinationTrunk, record.DidNumber));
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("4440001", 404)]
    [InlineData("5550001", 480)]
    public async Task A_number_without_a_route_and_an_extension_without_a_phone_are_refused(string called, int status)
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);

        carrier.Call(called);

        Assert.Equal(status, (await carrier.Peer.ReceiveAsync(r => r.IsFinal)).StatusCode);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_stranger_is_challenged_like_an_extension()
    {
        await using var carrier = new Carrier();
        await using var stranger = new Carrier("stranger");
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        stranger.Peer.Server = rig.Sip;

        stranger.Call("5550001");

        Assert.Equal(401, (await stranger.Peer.ReceiveAsync(r => r.IsFinal)).StatusCode);
    }

    [Fact]
    public async Task A_call_whose_route_leads_outside_goes_on_to_the_other_trunk()
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        await using SwitchRig rig = await Carrier.StartAsync([first, second], routes: new TrunkRoutes
        {
            Outbound = [new OutboundRoute("^0", "second")],
            Inbound = [new InboundRoute("first", ".", "0777")],
        });

        RawCall outside = first.Call("5550001");

        RawCall forwarded = await second.IncomingAsync();
        Assert.Equal(("0777", "5503301", 69), (forwarded.Invite.RequestUri.User, forwarded.Invite.From.Uri.User, forwarded.Invite.MaxForwards));
        forwarded.Respond(180);
        CallSnapshot call = (await rig.EventAsync<CallChanged>()).Call;
        Assert.Equal((CallKind.Inbound, "first", "second"), (call.Kind, call.Legs[0].Trunk, call.Legs[1].Trunk));
        forwarded.Respond(200, second.Peer.Sdp());
        await outside.AnsweredAsync();
        outside.Ack();
        await rig.EventAsync<CallChanged>(e => e.Call.IsAnswered);
        outside.Send(SipMethod.Bye);
        forwarded.Accept(await second.ReceiveAsync(SipMethod.Bye));
        CallRecord record = await rig.RecordAsync();
        Assert.Equal(("first", "second"), (record.SourceTrunk, record.DestinationTrunk));
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Rfc3261_16_3_A_call_without_hops_left_ends_and_one_with_a_single_hop_goes_on_without()
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        await using SwitchRig rig = await Carrier.StartAsync([first, second], routes: new TrunkRoutes
        {
            Outbound = [new OutboundRoute("^0", "second")],
            Inbound = [new InboundRoute("first", ".", "0777")],
        });

        first.Call("5550001", invite => invite.MaxForwards = 0);
        Assert.Equal(483, (await first.Peer.ReceiveAsync(r => r.IsFinal)).StatusCode);

        first.Call("5550001", invite => invite.MaxForwards = 1);
        RawCall forwarded = await second.IncomingAsync();
        Assert.Equal(0, forwarded.Invite.MaxForwards);
        forwarded.Respond(483);
        Assert.Equal(503, (await first.Peer.ReceiveAsync(r => r.StatusCode >= 300)).StatusCode);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_call_that_two_servers_send_to_each_other_for_ever_ends()
    {
        await using SwitchRig one = await SwitchRig.StartAsync();
        await using SwitchRig other = await SwitchRig.StartAsync();
        Join(one, other);
        Join(other, one);
        SimulatedPhone caller = await one.PhoneAsync("2000");

        PhoneCall call = caller.Call("0123");

        await call.WaitForAsync(PhoneCallState.Ended);
        await one.NothingIsLeftAsync();
        await other.NothingIsLeftAsync();
        int Ended() => one.Events.Concat(other.Events).OfType<CallEnded>().Count();
        await Eventually.TrueAsync(() => Ended() == 70, () => $"{Ended()} calls have ended");

        static void Join(SwitchRig here, SwitchRig there) => here.Engine.ReloadTrunks(
            [new TrunkOptions { Name = "there", Address = SipUri.Create(null, "127.0.0.1", there.Sip.Port), ProbeInterval = TimeSpan.Zero }],
            new TrunkRoutes { Outbound = [new OutboundRoute("^0", "there")], Inbound = [new InboundRoute("there", "^0", "0123")] });
    }

    [Fact]
    public async Task Rfc3261_12_2_1_1_A_call_from_a_server_of_the_carrier_is_ended_where_its_Contact_says()
    {
        await using var carrier = new Carrier();
        await using var server = new Carrier("server");
        await using SwitchRig rig = await Carrier.StartAsync([carrier]);
        server.Peer.Server = rig.Sip;
        SimulatedPhone agent = await rig.PhoneAsync("2000");

        RawCall outside = carrier.Call("5550001", invite => invite.Headers.Set("Contact", server.Peer.Contact));
        await outside.AnsweredAsync();
        outside.Ack();
        PhoneCall call = await agent.NextIncomingCallAsync();
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();

        server.Peer.Send(SipResponse.CreateFor(await server.ReceiveAsync(SipMethod.Bye), SipStatus.Ok));
        await rig.NothingIsLeftAsync();
    }
}
