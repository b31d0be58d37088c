using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Engine;

/// <summary>What is left when calls are over: nothing.</summary>
public sealed class LeftoverTests
{
    [Fact]
    public async Task Calls_that_ended_in_every_way_leave_no_session_leg_port_timer_or_mailbox()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone caller = await rig.PhoneAsync("2000");
        SimulatedPhone willing = await rig.PhoneAsync("2001");
        SimulatedPhone slow = await rig.PhoneAsync("2002", AnswerPolicy.Never);
        await rig.PhoneAsync("2003", AnswerPolicy.Decline);
        await rig.PhoneAsync("2004", AnswerPolicy.Busy);
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        int timers = rig.Clock.Running;
        for (int round = 0; round < 4; round++)
        {
            (PhoneCall hanging, PhoneCall hungUp) = await rig.TalkAsync(caller, willing);
            await SuperviseAsync(rig, supervisor);
            await (round % 2 == 0 ? hanging : hungUp).HangUpAsync();
            await Refused(caller.Call("2003"));
            await Refused(caller.Call("2004"));
            await Refused(caller.Call("2005"));
            await Refused(caller.Call("8888"));
            PhoneCall cancelled = caller.Call("2002");
            await slow.NextIncomingCallAsync();
            await cancelled.CancelAsync();
            Outcome<CallId> clicked = await rig.Engine.PlaceCallAsync(ClickToCallTests.Click("2000", "2001"), CancellationToken.None);
            PhoneCall byClick = await caller.NextIncomingCallAsync();
            await willing.NextIncomingCallAsync();
            await rig.EventAsync<CallChanged>(e => e.Call.Id == clicked.Value && e.Call.IsAnswered);
            await byClick.HangUpAsync();
        }

        await rig.NothingIsLeftAsync();
        await Eventually.TrueAsync(() => rig.Clock.Running <= timers, () => $"{rig.Clock.Running - timers} timers still run");
        Assert.Equal(4 * 7, rig.Events.OfType<CallEnded>().Count());
        Assert.Empty(caller.Calls);

        static Task Refused(PhoneCall call) => call.WaitForAsync(PhoneCallState.Ended);
    }

    [Fact]
    public async Task P4_Four_supervisors_leave_with_the_parties_also_when_the_audit_record_hangs()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone from = await rig.PhoneAsync("2000");
        SimulatedPhone to = await rig.PhoneAsync("2001");
        SimulatedPhone first = await rig.PhoneAsync("3000");
        SimulatedPhone second = await rig.PhoneAsync("3001");
        (PhoneCall caller, _) = await rig.TalkAsync(from, to);
        PhoneCall listening = await SuperviseAsync(rig, first);
        PhoneCall alsoListening = await SuperviseAsync(rig, second);
        var hanging = new TaskCompletionSource();
        rig.Audit.Instead = () => hanging.Task;

        await caller.HangUpAsync();
        await Eventually.TrueAsync(() => rig.Clock.Running > 1, () => "nobody waits for the audit record");
        await Eventually.TrueAsync(
            () =>
            {
                rig.Clock.Advance(TimeSpan.FromMilliseconds(50));
                return listening.State is PhoneCallState.Ended && alsoListening.State is PhoneCallState.Ended;
            },
            () => "a supervisor is still there");

        hanging.SetResult();
        await rig.NothingIsLeftAsync();
        await Eventually.TrueAsync(() => rig.Audit.Records.Count(r => r.Action.ToString() == "End") == 2, () => "an end is missing in the audit record");
    }

    private static async Task<PhoneCall> SuperviseAsync(SwitchRig rig, SimulatedPhone supervisor)
    {
        CallSnapshot call = Assert.Single(rig.Engine.Calls, c => c.IsAnswered);
        var command = new StartMonitor(new Requester("test", "tester", "127.0.0.1"), supervisor.Options.Number, call.Legs[1].Id, MonitorMode.Whisper);
        Outcome<MonitorReceipt> outcome = await rig.Engine.StartMonitorAsync(command, CancellationToken.None);
        Assert.True(outcome.Succeeded, $"{outcome.Refusal}");
        PhoneCall leg = await supervisor.NextIncomingCallAsync();
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.Id == outcome.Value.Monitor && e.Monitor.State is LegState.Talking);
        return leg;
    }
}
