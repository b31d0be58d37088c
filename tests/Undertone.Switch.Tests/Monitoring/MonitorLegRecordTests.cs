using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Monitoring;

/// <summary>The records of supervisors' legs. 2000 talks with 2001, whom 3000 supervises.</summary>
public sealed class MonitorLegRecordTests
{
    private static readonly Requester Somebody = new("test", "starter", "127.0.0.1");
    private static readonly Requester SomebodyElse = new("test", "switcher", "127.0.0.1");
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ListenTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WhisperTime = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_supervisor_who_came_has_her_times_and_modes_on_record(bool leaves)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone phone = await rig.PhoneAsync("3000", AnswerPolicy.Never);
        CallSnapshot call = Assert.Single(rig.Engine.Calls);
        DateTimeOffset asked = rig.Clock.GetUtcNow();
        LegId leg = (await StartAsync(rig)).Monitor;
        PhoneCall supervisor = await phone.NextIncomingCallAsync();
        rig.Clock.Advance(RingTime);
        await supervisor.AnswerAsync();
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null);
        rig.Clock.Advance(ListenTime);
        Assert.True((await rig.Engine.SwitchMonitorAsync(new SwitchMonitor(SomebodyElse, leg, MonitorMode.Whisper), CancellationToken.None)).Succeeded);
        rig.Clock.Advance(WhisperTime);
        await (leaves ? supervisor : caller).HangUpAsync();

        LegRecord record = (await rig.EventAsync<LegEnded>(e => e.Record.Origin is LegOrigin.Monitor)).Record;
        DateTimeOffset joined = asked + RingTime;
        Assert.Equal((asked, joined, joined + ListenTime + WhisperTime), (record.StartedAt, record.AnsweredAt, record.EndedAt));
        Assert.Equal([new ModeChange(asked, MonitorMode.Listen), new ModeChange(joined + ListenTime, MonitorMode.Whisper)], record.Modes.AsEnumerable());
        Assert.Equal((leg, call.Id, call.Legs[1].Id, "3000"), (record.Id, record.CallId, record.Target, record.Number));
        Assert.Equal((Somebody, "ref-1", "0800555"), (record.Requester, record.Reference, record.ShownNumber));
        Assert.Equal((CallFailureReason.None, ""), (record.FailureReason, record.Trunk));
        if (leaves)
        {
            Assert.True(Assert.Single(rig.Engine.Calls).IsAnswered);
            await caller.HangUpAsync();
        }

        Assert.Equal(3, (await LegRecords.AllAsync(rig)).Length);
        await rig.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(AnswerPolicy.Decline, CallFailureReason.Declined)]
    [InlineData(AnswerPolicy.Busy, CallFailureReason.Busy)]
    public async Task A_supervisor_who_does_not_want_has_her_reason_on_record(AnswerPolicy supervisor, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await rig.PhoneAsync("3000", supervisor);

        await StartAsync(rig);

        await AssertNeverCameAsync(rig, reason);
        await caller.HangUpAsync();
        Assert.Equal(3, (await LegRecords.AllAsync(rig)).Length);
    }

    [Theory]
    [InlineData("time", CallFailureReason.NoAnswer)]
    [InlineData("request", CallFailureReason.Cancelled)]
    [InlineData("call", CallFailureReason.Cancelled)]
    public async Task A_supervisor_who_rings_in_vain_has_the_reason_on_record(string endedBy, CallFailureReason reason)
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall caller, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        SimulatedPhone phone = await rig.PhoneAsync("3000", AnswerPolicy.Never);
        LegId leg = (await StartAsync(rig)).Monitor;
        PhoneCall ringing = await phone.NextIncomingCallAsync();

        switch (endedBy)
        {
            case "time":
                rig.Clock.Advance(new SwitchOptions().MonitorRingTimeout);
                break;
            case "request":
                await rig.Engine.HangUpAsync(leg, CancellationToken.None);
                break;
            default:
                await caller.HangUpAsync();
                break;
        }

        await AssertNeverCameAsync(rig, reason);
        await ringing.WaitForAsync(PhoneCallState.Ended);
        if (endedBy != "call")
        {
            await caller.HangUpAsync();
        }

        Assert.Equal(3, (await LegRecords.AllAsync(rig)).Length);
        await rig.NothingIsLeftAsync();
    }

    private static async Task AssertNeverCameAsync(SwitchRig rig, CallFailureReason reason)
    {
        LegRecord record = (await rig.EventAsync<LegEnded>(e => e.Record.Origin is LegOrigin.Monitor)).Record;
        Assert.Equal((reason, null, "ref-1"), (record.FailureReason, record.AnsweredAt, record.Reference));
        Assert.Equal(MonitorMode.Listen, Assert.Single(record.Modes).Mode);
    }

    private static async Task<MonitorReceipt> StartAsync(SwitchRig rig)
    {
        LegId target = Assert.Single(rig.Engine.Calls).Legs[1].Id;
        return (await rig.Engine.StartMonitorAsync(
            new StartMonitor(Somebody, "3000", target, MonitorMode.Listen) { Reference = "ref-1", ShownNumber = "0800555" }, CancellationToken.None)).Value;
    }
}
