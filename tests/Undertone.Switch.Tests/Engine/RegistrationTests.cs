using System.Net;
using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>Registrations over real sockets (RFC 3261 10).</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Rfc3581_A_phone_behind_NAT_is_called_at_the_address_it_registered_from()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        RawPhone hidden = await rig.RawPhoneAsync("2001");
        hidden.Contact = "<sip:2001@192.168.178.23:5062;line=abc>";
        SipResponse registered = await hidden.RegisterAsync();
        Assert.Contains(registered.Contacts, c => c.Uri.Host == "192.168.178.23");

        PhoneCall call = caller.Call("2001");
        SipRequest invite = await hidden.ReceiveAsync(SipMethod.Invite);

        Assert.Equal("sip:2001@192.168.178.23:5062;line=abc", invite.RequestUri.ToString());
        RawCall answered = RawCall.ToThisPhone(hidden, invite);
        answered.Respond(200, hidden.Sdp());
        await hidden.ReceiveAsync(SipMethod.Ack);
        await call.WaitForAsync(PhoneCallState.Talking);
        await call.HangUpAsync();
        SipRequest bye = await hidden.ReceiveAsync(SipMethod.Bye);
        Assert.Equal("192.168.178.23", bye.RequestUri.Host);
        answered.Accept(bye);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_phone_that_does_not_refresh_lapses_and_all_are_told()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone phone = await rig.RawPhoneAsync("2001");
        SipResponse granted = await phone.RegisterAsync(expires: 60);
        Assert.Equal("60", Assert.Single(granted.Contacts).Parameters["expires"]);
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(ExtensionState.Registered, rig.Engine.StatusOf("2001").State);

        rig.Clock.Advance(TimeSpan.FromSeconds(2));

        await rig.EventAsync<ExtensionRegistrationChanged>(e => e is { Number: "2001", Registered: false });
        await rig.EventAsync<ExtensionStateChanged>(e => e is { Number: "2001", State: ExtensionState.Unavailable });
        Assert.Empty(rig.Engine.StatusOf("2001").DeviceAddresses);
    }

    [Fact]
    public async Task Rfc3261_10_3_The_wildcard_removes_every_phone_of_the_extension()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        RawPhone first = await rig.RawPhoneAsync("2001");
        await rig.RawPhoneAsync("2001");
        Assert.Equal(2, rig.Engine.StatusOf("2001").DeviceAddresses.Count);

        SipResponse answer = await first.RegisterAsync("*", expires: 0);

        Assert.Equal((200, 0), (answer.StatusCode, answer.Contacts.Count));
        Assert.Equal(ExtensionState.Unavailable, rig.Engine.StatusOf("2001").State);
        Assert.Equal(400, (await first.RegisterAsync("*", expires: 60)).StatusCode);
        Assert.Equal((423, "30"), ((await first.RegisterAsync(expires: 5)) is var brief ? (brief.StatusCode, brief.Headers.First("Min-Expires")) : default));
    }

    [Fact]
    public async Task A_phone_may_leave_while_others_of_its_extension_stay()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone leaving = await rig.PhoneAsync("2001");
        SimulatedPhone staying = await rig.PhoneAsync("2001");

        await leaving.UnregisterAsync();

        PhoneCall call = await caller.CallAsync("2001");
        Assert.Equal(PhoneCallState.Talking, (await staying.NextIncomingCallAsync()).State);
        Assert.Empty(leaving.Calls);
        Assert.DoesNotContain(rig.Events.OfType<ExtensionRegistrationChanged>(), e => e is { Number: "2001", Registered: false });
        await call.HangUpAsync();
        await staying.UnregisterAsync();
        await rig.EventAsync<ExtensionRegistrationChanged>(e => e is { Number: "2001", Registered: false });
    }

    [Fact]
    public async Task Phones_on_TCP_and_UDP_talk_to_each_other()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        IPEndPoint tcp = rig.Engine.Listening.Single(l => l.Transport is SipTransportKind.Tcp).EndPoint;
        SimulatedPhone from = await rig.PhoneAsync("2000", change: o => o with { Transport = SipTransportKind.Tcp, Server = tcp });
        SimulatedPhone to = await rig.PhoneAsync("2001");

        (PhoneCall caller, _) = await rig.TalkAsync(from, to);
        await caller.HangUpAsync();
        (_, PhoneCall callee) = await rig.TalkAsync(to, from);
        await callee.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }
}
