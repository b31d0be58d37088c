using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Monitoring;

/// <summary>Switches to another target, and switches that are allowed from some modes only. 2000 talks with 2001, whom 3000 supervises.</summary>
public sealed class MonitorTargetTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task A_whisper_is_moved_from_one_party_to_the_other()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        SimulatedPhone supervisor = await rig.PhoneAsync("3000");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        MonitorReceipt receipt = await JoinAsync(rig, MonitorMode.Whisper);
        await Tones.HearsAsync(callee, supervisor, TonePresence.Present);
        await Tones.HearsAsync(caller, supervisor, TonePresence.Absent);

        Assert.True((await SwitchAsync(rig, receipt, MonitorMode.Whisper, LegOf(rig, "2000"))).Succeeded);

        await Tones.HearsAsync(caller, supervisor, TonePresence.Present);
        await Tones.HearsAsync(callee, supervisor, TonePresence.Absent);
        Assert.Equal(LegOf(rig, "2000"), rig.Engine.FindMonitor(receipt.OwnCallId)!.Target);
        AuditRecord record = rig.Audit.Records[^1];
        Assert.Equal((AuditAction.Switch, "2000", "2001"), (record.Action, record.Target, record.OtherParty));
        Assert.Equal((MonitorMode.Whisper, MonitorMode.Whisper), (record.PreviousMode, record.Mode));
    }

    [Fact]
    public async Task Only_a_party_of_the_call_can_be_the_next_target()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("3000");
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        MonitorReceipt receipt = await JoinAsync(rig, MonitorMode.Listen);

        foreach (LegId target in new[] { receipt.Monitor, new LegId(9999) })
        {
            Assert.Equal(Refusal.NotSupported, (await SwitchAsync(rig, receipt, MonitorMode.Barge, target)).Refusal);
        }

        AssertUnchanged(rig, receipt);
    }

    [Fact]
    public async Task A_switch_from_a_mode_that_is_not_allowed_changes_nothing()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("3000");
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        MonitorReceipt receipt = await JoinAsync(rig, MonitorMode.Listen);

        Outcome<MonitorReceipt> refused = await SwitchAsync(rig, receipt, MonitorMode.Barge, LegOf(rig, "2000"), MonitorMode.Whisper, MonitorMode.Barge);

        Assert.Equal(Refusal.SwitchNotAllowed, refused.Refusal);
        AssertUnchanged(rig, receipt);
    }

    [Fact]
    public async Task Of_two_switches_at_once_the_one_that_may_follow_the_other_wins()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.PhoneAsync("3000");
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        MonitorReceipt receipt = await JoinAsync(rig, MonitorMode.Listen);

        for (int i = 0; i < 20; i++)
        {
            await Task.WhenAll(
                Task.Run(() => SwitchAsync(rig, receipt, MonitorMode.Whisper, default, MonitorMode.Listen)),
                Task.Run(() => SwitchAsync(rig, receipt, MonitorMode.Barge, default, MonitorMode.Listen, MonitorMode.Whisper)));
            Assert.Equal(MonitorMode.Barge, rig.Engine.FindMonitor(receipt.OwnCallId)!.Mode);
            await SwitchAsync(rig, receipt, MonitorMode.Listen, default);
        }
    }

    private static void AssertUnchanged(SwitchRig rig, MonitorReceipt receipt)
    {
        MonitorSnapshot monitor = rig.Engine.FindMonitor(receipt.OwnCallId)!;
        Assert.Equal((MonitorMode.Listen, LegOf(rig, "2001")), (monitor.Mode, monitor.Target));
        Assert.Equal(AuditAction.Start, Assert.Single(rig.Audit.Records).Action);
    }

    private static async Task<MonitorReceipt> JoinAsync(SwitchRig rig, MonitorMode mode)
    {
        Outcome<MonitorReceipt> started = await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, "3000", LegOf(rig, "2001"), mode), CancellationToken.None);
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null);
        return started.Value;
    }

    private static async Task<Outcome<MonitorReceipt>> SwitchAsync(
        SwitchRig rig, MonitorReceipt receipt, MonitorMode mode, LegId target, params MonitorMode[] from)
        => await rig.Engine.SwitchMonitorAsync(
            new SwitchMonitor(Somebody, receipt.Monitor, mode) { Target = target, From = [.. from] }, CancellationToken.None);

    private static LegId LegOf(SwitchRig rig, string number) => Assert.Single(rig.Engine.Calls).Legs.Single(l => l.Number == number).Id;
}
