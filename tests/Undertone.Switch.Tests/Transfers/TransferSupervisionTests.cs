using Undertone.Phone;
using Undertone.Phone.Calls;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Transfers;

/// <summary>What supervisors hear and may hear while a transfer changes who talks with whom. 2000 has called 2001, who transfers.</summary>
public sealed class TransferSupervisionTests
{
    private const int Hiss = 16;

    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Fact]
    public async Task Promise_P4_The_target_hears_nobody_before_every_supervisor_of_the_transferor_has_left()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, PhoneCall transferor) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await MonitorAsync(rig, "3000", "2001", MonitorMode.Barge);
        await MonitorAsync(rig, "3001", "2001", MonitorMode.Barge);
        SimulatedPhone target = await rig.PhoneAsync("2002");
        var mayBeWritten = new TaskCompletionSource();
        var secondEnd = new TaskCompletionSource();
        int writes = 0;
        rig.Audit.Instead = async () =>
        {
            if (Interlocked.Increment(ref writes) == 2)
            {
                secondEnd.SetResult();
                await mayBeWritten.Task;
            }
        };

        await transferor.TransferAsync("2002");
        PhoneCall joined = await target.NextIncomingCallAsync();
        await secondEnd.Task.WaitAsync(Eventually.Limit);
        await moved.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        Assert.DoesNotContain(joined.Ear.Latest(TimeSpan.FromSeconds(1)), sample => Math.Abs((int)sample) > Hiss);

        mayBeWritten.SetResult();
        await joined.Ear.WaitForPacketsAsync(5, Eventually.Limit);
        Assert.Empty(Assert.Single(rig.Engine.Calls).Monitors);
    }

    [Fact]
    public async Task A_consultation_is_another_conversation_and_so_is_the_way_back()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await MonitorAsync(rig, "3000", "2001", MonitorMode.Whisper);
        await MonitorAsync(rig, "3001", "2000", MonitorMode.Listen);
        await ConsultAsync(rig, "2002");
        await EndConsultationAsync(rig, complete: false);

        Assert.Equal(
            [(AuditAction.Start, "2000"), (AuditAction.Switch, "2002"), (AuditAction.Switch, "2000")],
            rig.Audit.Records.Where(r => r.Supervisor == "3000").Select(r => (r.Action, r.OtherParty)));
        Assert.Equal([(AuditAction.Start, "2001")], rig.Audit.Records.Where(r => r.Supervisor == "3001").Select(r => (r.Action, r.OtherParty)));
    }

    [Fact]
    public async Task A_supervisor_who_is_consulted_no_longer_monitors()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        PhoneCall monitor = await MonitorAsync(rig, "3000", "2001", MonitorMode.Listen);
        await ConsultAsync(rig, "3000", ofSupervisor: true);
        await monitor.WaitForAsync(PhoneCallState.Ended);
        Assert.Empty(Assert.Single(rig.Engine.Calls).Monitors);
    }

    [Fact]
    public async Task Promise_P4_A_supervisor_of_the_consulted_party_leaves_with_it()
    {
        await using SwitchRig rig = await SwitchRig.StartAsync();
        (PhoneCall moved, _) = await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        await ConsultAsync(rig, "2002");
        PhoneCall monitor = await MonitorAsync(rig, "3000", "2002", MonitorMode.Whisper);
        await EndConsultationAsync(rig, complete: false);
        await monitor.WaitForAsync(PhoneCallState.Ended);
        Assert.Empty(Assert.Single(rig.Engine.Calls).Monitors);
        Assert.Equal(
            [(AuditAction.Start, "2001"), (AuditAction.End, "2001")],
            rig.Audit.Records.Where(r => r.Supervisor == "3000").Select(r => (r.Action, r.OtherParty)));
        await moved.HangUpAsync();
        await rig.NothingIsLeftAsync();
    }

    private static async Task ConsultAsync(SwitchRig rig, string number, bool ofSupervisor = false)
    {
        SimulatedPhone? phone = ofSupervisor ? null : await rig.PhoneAsync(number);
        Assert.True((await rig.Engine.ConsultAsync(new ConsultTarget(Somebody, LegOf(rig, "2001"), number), CancellationToken.None)).Succeeded);
        if (phone is not null)
        {
            await phone.NextIncomingCallAsync();
        }

        await UntilAsync(rig, $"2000 Held, 2001 Talking, {number} Talking");
    }

    private static async Task EndConsultationAsync(SwitchRig rig, bool complete)
    {
        Assert.True((await rig.Engine.EndConsultationAsync(new EndConsultation(Somebody, LegOf(rig, "2001"), complete), CancellationToken.None)).Succeeded);
        await UntilAsync(rig, "2000 Talking, 2001 Talking");
    }

    private static async Task<PhoneCall> MonitorAsync(SwitchRig rig, string supervisor, string target, MonitorMode mode)
    {
        SimulatedPhone phone = await rig.PhoneAsync(supervisor);
        Outcome<MonitorReceipt> started = await rig.Engine.StartMonitorAsync(new StartMonitor(Somebody, supervisor, LegOf(rig, target), mode), CancellationToken.None);
        Assert.True(started.Succeeded, started.Refusal.ToString());
        PhoneCall call = await phone.NextIncomingCallAsync();
        await Eventually.TrueAsync(
            () => rig.Engine.Calls.SelectMany(c => c.Monitors).Any(m => m.Supervisor == supervisor && m.AttachedAt is not null),
            () => $"{supervisor} was not joined");
        return call;
    }

    private static LegId LegOf(SwitchRig rig, string number) => rig.Engine.Calls.SelectMany(c => c.Legs).Single(l => l.Number == number).Id;

    private static Task UntilAsync(SwitchRig rig, string legs) => Eventually.TrueAsync(() => Legs(rig) == legs, () => $"{Legs(rig)} instead of {legs}");

    private static string Legs(SwitchRig rig)
        => string.Join("; ", rig.Engine.Calls.Select(c => string.Join(", ", c.Legs.Select(l => $"{l.Number} {l.State}"))));
}
