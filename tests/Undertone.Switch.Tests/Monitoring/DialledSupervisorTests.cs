using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Monitoring;

/// <summary>Extensions that an account dials as supervisors. 2000 talks with 2001; 3000 is dialled.</summary>
public sealed class DialledSupervisorTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Theory]
    [InlineData(CallFailureReason.Busy)]
    [InlineData(CallFailureReason.Unreachable)]
    [InlineData(CallFailureReason.DoNotDisturb)]
    public async Task Who_cannot_be_had_is_a_leg_that_failed_and_nobody_sees_her_ring(CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone? supervisor = reason is CallFailureReason.Unreachable ? null : await rig.PhoneAsync("3000");
        if (reason is CallFailureReason.Busy)
        {
            await rig.TalkAsync(supervisor!, await rig.PhoneAsync("2002"));
        }
        else if (reason is CallFailureReason.DoNotDisturb)
        {
            await rig.Extensions.ChangeAsync("3000", e => e with { Presence = PresenceStatus.DoNotDisturb }, CancellationToken.None);
        }

        ExtensionState state = rig.Engine.StatusOf("3000").State;
        Outcome<MonitorReceipt> started = await StartAsync(rig, LegOf(rig, "2001"), "acme");

        Assert.True(started.Succeeded, started.Refusal.ToString());
        Assert.Equal(reason, (await rig.EventAsync<MonitorFailed>()).Reason);
        LegRecord record = (await rig.EventAsync<LegEnded>()).Record;
        Assert.Equal((started.Value.Monitor, reason, null), (record.Id, record.FailureReason, record.AnsweredAt));
        Assert.Equal(state, rig.Engine.StatusOf("3000").State);
        Assert.Equal(state, rig.Events.OfType<ExtensionStateChanged>().LastOrDefault(e => e.Number == "3000")?.State ?? ExtensionState.Unavailable);
        Assert.DoesNotContain(rig.Events.OfType<ExtensionStateChanged>(), e => e is { Number: "3000", State: ExtensionState.Ringing });
        Assert.DoesNotContain(supervisor?.Received ?? [], r => r.Summary == "INVITE");
        Assert.All(rig.Engine.Calls, c => Assert.True(c.IsAnswered && c.Monitors.IsEmpty));
        await caller.Ear.WaitForPacketsAsync(10, Eventually.Limit);
        await callee.HangUpAsync();
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("acme", false)]
    public async Task Only_a_monitor_between_extensions_asks_the_phone_to_answer_by_itself(string? account, bool asked)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone supervisor = await rig.PhoneAsync("3000", AnswerPolicy.Never);

        await StartAsync(rig, LegOf(rig, "2001"), account);

        Assert.Equal(asked, AutoAnswer.IsAskedBy((await supervisor.NextIncomingCallAsync()).InviteRequest!));
    }

    [Theory]
    [InlineData("", "2001")]
    [InlineData("0800555", "0800555")]
    public async Task She_is_shown_the_number_that_was_asked_for(string shown, string expected)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone supervisor = await rig.PhoneAsync("3000", AnswerPolicy.Never);

        await rig.Engine.StartMonitorAsync(
            new StartMonitor(Somebody, "3000", LegOf(rig, "2001"), MonitorMode.Listen) { Account = "acme", ShownNumber = shown }, CancellationToken.None);

        Assert.Equal(expected, (await supervisor.NextIncomingCallAsync()).InviteRequest!.From.Uri.User);
    }

    [Theory]
    [InlineData(AnswerPolicy.Never)]
    [InlineData(AnswerPolicy.Always)]
    public async Task Who_is_on_the_call_already_is_not_new(AnswerPolicy answering)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("3000", answering);
        LegId target = LegOf(rig, "2001");
        Outcome<MonitorReceipt> first = await StartAsync(rig, target, "acme", mustBeNew: true);
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null || answering is AnswerPolicy.Never);

        Assert.Equal(Refusal.SupervisorIsThere, (await StartAsync(rig, target, "acme", mustBeNew: true)).Refusal);
        Assert.Equal(Refusal.SupervisorIsThere, (await StartAsync(rig, LegOf(rig, "2000"), "acme", mustBeNew: true)).Refusal);
        Assert.Equal(first.Value.Monitor, (await StartAsync(rig, target, "acme")).Value.Monitor);
        Assert.Single(Assert.Single(rig.Engine.Calls).Monitors);
    }

    private static LegId LegOf(SwitchRig rig, string number) => rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == number).Id;

    private static async Task<Outcome<MonitorReceipt>> StartAsync(SwitchRig rig, LegId target, string? account, bool mustBeNew = false)
        => await rig.Engine.StartMonitorAsync(
            new StartMonitor(Somebody, "3000", target, MonitorMode.Listen) { Account = account, MustBeNew = mustBeNew }, CancellationToken.None);
}
