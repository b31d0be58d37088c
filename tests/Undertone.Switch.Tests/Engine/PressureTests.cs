using Undertone.Media;
using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>A server near its limit takes no more: supervisors are refused first, then calls, and whoever talks goes on.</summary>
public sealed class PressureTests
{
    private static readonly PressureLimits AlwaysStrained = new(Strained: 0, Overloaded: 1, FewLegs: 0);
    private static readonly PressureLimits AlwaysOverloaded = new(Strained: 0, Overloaded: 0, FewLegs: 0);
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task A_strained_worker_refuses_supervisors_and_carries_calls()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync(pressure: AlwaysStrained);
        await rig.PhoneAsync("3000");
        await PressureAsync(rig, MediaPressure.Strained);
        SimulatedPhone agent = await rig.PhoneAsync("2001");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(await rig.PhoneAsync("2000"), agent);
        LegId target = rig.Engine.Calls[0].Legs.Single(leg => leg.Number == "2001").Id;

        Outcome<MonitorReceipt> outcome = await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, "3000", target, MonitorMode.Listen), CancellationToken.None);

        Assert.Equal(Refusal.Overloaded, outcome.Refusal);
        await Tones.HearsAsync(caller, agent, TonePresence.Present);
        await caller.HangUpAsync();
        await callee.WaitForAsync(PhoneCallState.Ended);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task What_a_supervisor_may_not_do_is_refused_for_that_reason_whatever_the_pressure()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync(pressure: AlwaysStrained);
        await PressureAsync(rig, MediaPressure.Strained);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        LegId target = rig.Engine.Calls[0].Legs.Single(leg => leg.Number == "2001").Id;

        Outcome<MonitorReceipt> outcome = await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, "2005", target, MonitorMode.Listen), CancellationToken.None);

        Assert.Equal(Refusal.ModeNotPermitted, outcome.Refusal);
    }

    [Fact]
    public async Task An_overloaded_worker_refuses_calls_of_phones_and_by_request()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync(pressure: AlwaysOverloaded);
        SimulatedPhone phone = await rig.PhoneAsync("2000");
        await rig.PhoneAsync("2001");
        await PressureAsync(rig, MediaPressure.Overloaded);

        PhoneCall refused = phone.Call("2001");
        await refused.WaitForAsync(PhoneCallState.Ended);

        Assert.Equal(503, refused.End!.StatusCode);
        Assert.Equal("5", phone.Received.Last(message => message.Summary == "503 to INVITE").Message.Headers.First("Retry-After"));
        Assert.Equal(Refusal.Overloaded, (await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", "2001"), CancellationToken.None)).Refusal);
        await rig.NothingIsLeftAsync();
    }

    private static Task PressureAsync(SwitchRig rig, MediaPressure pressure)
        => Eventually.TrueAsync(() => rig.Engine.Media.Workers[0].Pressure == pressure, () => $"the worker is not {pressure}");
}
