using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Sip.Messages;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Trunks;
using Undertone.Switch.Tests.Harness;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Trunks and routes that change while the engine runs.</summary>
public sealed class ReloadTests
{
    private static readonly TrunkRoutes ToFirst = new() { Outbound = [new OutboundRoute("^0", "first")] };
    private static readonly TrunkRoutes ToSecond = new() { Outbound = [new OutboundRoute("^0", "second")] };

    [Fact]
    public async Task Calls_follow_the_new_routes_and_a_running_one_goes_on_over_a_trunk_that_is_gone()
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        await using SwitchRig rig = await Carrier.StartAsync([first], routes: ToFirst);
        second.Peer.Server = rig.Sip;
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        PhoneCall before = caller.Call("0123");
        RawCall running = await first.IncomingAsync();
        running.Respond(200, first.Peer.Sdp());
        await before.WaitForAsync(PhoneCallState.Talking);

        rig.Engine.ReloadTrunks([second.Trunk], ToSecond);

        PhoneCall after = caller.Call("0123");
        (await second.IncomingAsync()).Respond(404);
        await after.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal(PhoneCallState.Talking, before.State);
        await before.HangUpAsync();
        running.Accept(await first.ReceiveAsync(SipMethod.Bye));
        await ChangesAsync(rig, ("second", TrunkChange.Created), ("first", TrunkChange.Deleted));
        Assert.Equal("second", Assert.Single(rig.Engine.Trunks).Name);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_registration_that_is_not_changed_stays_and_one_that_is_ends_before_the_new_one_begins()
    {
        await using var first = new Carrier("first");
        await using var second = new Carrier("second");
        TrunkOptions Register(TrunkOptions trunk) => trunk with { Register = true, Username = Carrier.Account, Password = Carrier.Password };
        await using SwitchRig rig = await Carrier.StartAsync([first, second], Register, ToFirst);
        foreach (Carrier carrier in (Carrier[])[first, second])
        {
            carrier.Peer.Send(SipResponse.CreateFor(await carrier.ReceiveAsync(SipMethod.Register), 200));
        }

        await Eventually.TrueAsync(() => rig.Engine.Trunks.All(t => t.State == TrunkState.Idle), () => string.Join(", ", rig.Engine.Trunks));

        rig.Engine.ReloadTrunks([Register(first.Trunk), Register(second.Trunk) with { Expires = TimeSpan.FromMinutes(5) }], ToSecond);

        SipRequest end = await second.ReceiveAsync(SipMethod.Register);
        Assert.Equal(0, end.Expires);
        await second.Peer.SettleAsync();
        Assert.Empty(second.Waiting(SipMethod.Register));
        second.Peer.Send(SipResponse.CreateFor(end, 200));
        SipRequest anew = await second.ReceiveAsync(SipMethod.Register, r => r.CallId != end.CallId);
        Assert.Equal(300, anew.Expires);
        await first.Peer.SettleAsync();
        Assert.Empty(first.Waiting(SipMethod.Register));
        await ChangesAsync(rig, ("second", TrunkChange.Updated));
    }

    private static async Task ChangesAsync(SwitchRig rig, params (string, TrunkChange)[] changes)
    {
        (string, TrunkChange)[] Told() => [.. rig.Events.OfType<TrunkConfigurationChanged>().Select(e => (e.Name, e.Change))];
        await Eventually.TrueAsync(() => Told().Length >= changes.Length, () => $"told so far: {string.Join(", ", Told())}");
        Assert.Equal(changes, Told());
    }
}
