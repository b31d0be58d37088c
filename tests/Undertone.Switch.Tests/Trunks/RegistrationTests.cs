using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Tests.Harness;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Trunks that are registered with, or asked whether they are there, over real sockets.</summary>
public sealed class RegistrationTests
{
    private static TrunkOptions Registering(TrunkOptions trunk)
        => trunk with { Register = true, Username = Carrier.Account, Password = Carrier.Password, Expires = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task The_account_is_registered_with_a_digest_refreshed_in_time_and_unregistered_at_the_end()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        SipRequest first = await carrier.ReceiveAsync(SipMethod.Register);
        Assert.Equal((Carrier.Account, Carrier.Account, 600), (first.From.Uri.User, first.To.Uri.User, first.Expires));
        Assert.Equal((Carrier.Account, rig.Sip.Port), (first.Contacts[0].Uri.User, first.Contacts[0].Uri.Port));
        Assert.Null(first.RequestUri.User);
        carrier.Challenge(first, 401);

        SipRequest second = await carrier.ReceiveAsync(SipMethod.Register);
        Assert.Equal((first.CallId, first.CSeq.Number + 1, true), (second.CallId, second.CSeq.Number, Carrier.IsProven(second)));
        Grant(carrier, second, 100);
        await StateAsync(rig, TrunkState.Idle);
        Assert.Equal("127.0.0.1", Assert.Single(rig.Engine.Trunks).Address);

        rig.Clock.Advance(TimeSpan.FromSeconds(90));
        SipRequest refresh = await carrier.ReceiveAsync(SipMethod.Register);
        Assert.Equal((second.CallId, second.CSeq.Number + 1), (refresh.CallId, refresh.CSeq.Number));
        Grant(carrier, refresh, 100);
        await carrier.Peer.SettleAsync();

        Task stop = rig.Engine.StopAsync(CancellationToken.None);
        SipRequest last = await carrier.ReceiveAsync(SipMethod.Register);
        Assert.Equal(0, last.Expires);
        carrier.Challenge(last, 401);
        SipRequest proven = await carrier.ReceiveAsync(SipMethod.Register);
        Assert.True(Carrier.IsProven(proven));
        carrier.Peer.Send(SipResponse.CreateFor(proven, 200));
        await stop;
        await ToldAsync(rig, TrunkState.Registering, TrunkState.Idle);
    }

    [Fact]
    public async Task A_refused_registration_is_told_and_tried_again_after_a_pause()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        carrier.Peer.Send(SipResponse.CreateFor(await carrier.ReceiveAsync(SipMethod.Register), 403));
        await StateAsync(rig, TrunkState.RegistrationFailed);

        rig.Clock.Advance(TimeSpan.FromSeconds(6));

        Grant(carrier, await carrier.ReceiveAsync(SipMethod.Register), 100);
        await StateAsync(rig, TrunkState.Idle);
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_twice_in_a_row()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Register), 401);

        carrier.Challenge(await carrier.ReceiveAsync(SipMethod.Register), 401, nonce: "another");

        await StateAsync(rig, TrunkState.RegistrationFailed);
        await carrier.Peer.SettleAsync();
        Assert.Empty(carrier.Waiting(SipMethod.Register));
    }

    [Fact]
    public async Task Rfc3261_10_2_8_A_registration_that_is_too_brief_is_made_longer()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        SipResponse tooBrief = SipResponse.CreateFor(await carrier.ReceiveAsync(SipMethod.Register), 423);
        tooBrief.Headers.Set("Min-Expires", "1800");
        carrier.Peer.Send(tooBrief);

        SipRequest longer = await carrier.ReceiveAsync(SipMethod.Register);

        Assert.Equal(1800, longer.Expires);
        Grant(carrier, longer, 1800);
        await StateAsync(rig, TrunkState.Idle);
    }

    [Fact]
    public async Task A_registrar_that_stays_silent_is_unreachable()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        await carrier.ReceiveAsync(SipMethod.Register);

        rig.Clock.Advance(carrier.Trunk.Timeout);

        await StateAsync(rig, TrunkState.Unreachable);
    }

    [Fact]
    public async Task A_registrar_calls_our_contact_and_says_in_To_which_number_was_dialled()
    {
        await using var carrier = new Carrier();
        await using SwitchRig rig = await Carrier.StartAsync([carrier], Registering);
        Grant(carrier, await carrier.ReceiveAsync(SipMethod.Register), 100);
        await StateAsync(rig, TrunkState.Idle);
        SimulatedPhone agent = await rig.PhoneAsync("2000", AnswerPolicy.Busy);

        carrier.Call(Carrier.Account, invite => invite.Headers.Set("To", "<sip:5550001@carrier.example>"));

        await agent.NextIncomingCallAsync();
        Assert.Equal("5550001", (await rig.EventAsync<CallEnded>()).Record.DidNumber);
    }

    [Fact]
    public async Task A_trunk_that_is_asked_becomes_unreachable_and_idle_again()
    {
        await using var carrier = new Carrier();
        TimeSpan interval = TimeSpan.FromSeconds(30);
        await using SwitchRig rig = await Carrier.StartAsync([carrier], trunk => trunk with { ProbeInterval = interval });
        carrier.Peer.Send(SipResponse.CreateFor(await carrier.ReceiveAsync(SipMethod.Options), 405));
        await StateAsync(rig, TrunkState.Idle);

        rig.Clock.Advance(interval);
        await carrier.ReceiveAsync(SipMethod.Options);
        rig.Clock.Advance(carrier.Trunk.Timeout);
        await StateAsync(rig, TrunkState.Unreachable);

        rig.Clock.Advance(interval);
        SipRequest asked = await carrier.ReceiveAsync(SipMethod.Options);
        carrier.Peer.Send(SipResponse.CreateFor(asked, 200));
        await StateAsync(rig, TrunkState.Idle);
        await ToldAsync(rig, TrunkState.Idle, TrunkState.Unreachable, TrunkState.Idle);
    }

    [Fact]
    public async Task A_trunk_that_leads_to_this_server_itself_is_never_called()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        var own = new Trunk(new TrunkOptions { Name = "own", Address = SipUri.Create(null, "127.0.0.1", rig.Sip.Port) });
        using var agent = new TrunkAgent(
            own, "undertone.local", rig.Engine.Services.Stack, rig.Engine.Events, rig.Clock, rig.Engine.Services.Logger);
        agent.Start();

        Assert.Empty(own.Ways);
        Assert.Equal(TrunkState.Unreachable, own.Status.State);
    }

    private static void Grant(Carrier carrier, SipRequest register, int seconds)
    {
        SipResponse ok = SipResponse.CreateFor(register, 200);
        ok.Headers.Add("Contact", $"<sip:{Carrier.Account}@192.0.2.99>;expires=7");
        ok.Headers.Add("Contact", register.Contacts[0].WithParameter("expires", $"{seconds}").ToString());
        carrier.Peer.Send(ok);
    }

    private static Task StateAsync(SwitchRig rig, TrunkState state)
        => Eventually.TrueAsync(() => rig.Engine.Trunks[0].State == state, () => $"the trunk is {rig.Engine.Trunks[0]}, not {state}");

    private static async Task ToldAsync(SwitchRig rig, params TrunkState[] states)
    {
        TrunkState[] Told() => [.. rig.Events.OfType<TrunkStateChanged>().Select(e => e.State)];
        await Eventually.TrueAsync(() => Told().Length >= states.Length, () => $"told so far: {string.Join(", ", Told())}");
        Assert.Equal(states, Told());
    }
}
