using Undertone.Phone;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Tests.Harness;

namespace Undertone.Switch.Tests.Monitoring;

/// <summary>Outside numbers that an account brings onto a call, or whose calls it supervises. 2000 talks with 2001 or somebody outside.</summary>
public sealed class OutsideSupervisorTests
{
    private static readonly Requester Somebody = new("test", "test", "127.0.0.1");

    [Theory]
    [InlineData(MonitorMode.Listen, TonePresence.Absent, TonePresence.Absent)]
    [InlineData(MonitorMode.Whisper, TonePresence.Present, TonePresence.Absent)]
    [InlineData(MonitorMode.Barge, TonePresence.Present, TonePresence.Present)]
    public async Task She_hears_both_and_is_heard_as_her_mode_says(MonitorMode mode, TonePresence atTarget, TonePresence atOther)
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        SimulatedPhone from = await rig.PhoneAsync("2000");
        SimulatedPhone to = await rig.PhoneAsync("2001");
        (PhoneCall caller, PhoneCall callee) = await rig.TalkAsync(from, to);

        Outcome<MonitorReceipt> started = await StartAsync(rig, LegOf(rig, "2001"), mode);

        Assert.True(started.Succeeded, started.Refusal.ToString());
        PhoneCall monitor = await outside.NextIncomingCallAsync();
        await Tones.HearsAsync(monitor, from, TonePresence.Present);
        await Tones.HearsAsync(monitor, to, TonePresence.Present);
        await Tones.HearsAsync(callee, outside, atTarget);
        await Tones.HearsAsync(caller, outside, atOther);
        await Tones.HearsAsync(caller, to, TonePresence.Present);
        MonitorSnapshot snapshot = rig.Engine.FindMonitor(started.Value.OwnCallId)!;
        Assert.Equal((OutsidePhone.Number, "acme", mode), (snapshot.Supervisor, snapshot.Account, snapshot.Mode));
        Assert.Equal((AuditAction.Start, OutsidePhone.Number), (Assert.Single(rig.Audit.Records).Action, rig.Audit.Records[0].Supervisor));
        await caller.HangUpAsync();
        await monitor.WaitForAsync(PhoneCallState.Ended);
        Assert.Equal("carrier", Assert.Single(await LegRecords.AllAsync(rig), r => r.Origin is LegOrigin.Monitor).Trunk);
        await rig.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_barred_number_is_refused_and_the_refusal_is_on_record()
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        rig.OutsideSupervisors.Bar(OutsidePhone.Number);

        Assert.Equal(Refusal.ModeNotPermitted, (await StartAsync(rig, LegOf(rig, "2001"), MonitorMode.Listen)).Refusal);

        AuditRecord record = Assert.Single(rig.Audit.Records);
        Assert.Equal((AuditAction.Refused, Refusal.ModeNotPermitted, OutsidePhone.Number), (record.Action, record.Refusal, record.Supervisor));
        Assert.Empty(outside.Received);
    }

    [Fact]
    public async Task A_number_that_is_barred_while_it_listens_cannot_change_to_another_mode()
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));
        MonitorReceipt receipt = (await StartAsync(rig, LegOf(rig, "2001"), MonitorMode.Listen)).Value;
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null);
        rig.OutsideSupervisors.Bar(OutsidePhone.Number);

        Outcome<MonitorReceipt> switched = await rig.Engine.SwitchMonitorAsync(
            new SwitchMonitor(Somebody, receipt.Monitor, MonitorMode.Barge), CancellationToken.None);

        Assert.Equal(Refusal.ModeNotPermitted, switched.Refusal);
        Assert.Equal([AuditAction.Start, AuditAction.Refused], rig.Audit.Records.Select(r => r.Action));
        Assert.Equal(MonitorMode.Listen, rig.Engine.FindMonitor(receipt.OwnCallId)!.Mode);
    }

    [Theory]
    [InlineData(OutsidePhone.Number, null, Refusal.ExtensionNotFound)]
    [InlineData("99999", "acme", Refusal.NumberNotFound)]
    public async Task Without_an_account_or_a_route_nobody_outside_is_found(string supervisor, string? account, Refusal expected)
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));

        StartMonitor command = new(Somebody, supervisor, LegOf(rig, "2001"), MonitorMode.Listen) { Account = account };

        Assert.Equal(expected, (await rig.Engine.StartMonitorAsync(command, CancellationToken.None)).Refusal);
        Assert.Empty(outside.Received);
    }

    [Theory]
    [InlineData("", "", "2001")]
    [InlineData("", "5550000", "5550000")]
    [InlineData("0800555", "", "0800555")]
    [InlineData("0800555", "5550000", "0800555")]
    public async Task She_is_shown_the_number_that_was_asked_for(string shown, string callerId, string expected)
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync(AnswerPolicy.Never);
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside, callerId);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), await rig.PhoneAsync("2001"));

        await StartAsync(rig, LegOf(rig, "2001"), MonitorMode.Listen, shown);

        Assert.Equal(expected, (await outside.NextIncomingCallAsync()).InviteRequest!.From.Uri.User);
    }

    [Fact]
    public async Task Somebody_outside_is_a_target_for_an_account_unless_the_extension_must_not_be_heard()
    {
        await using SimulatedPhone outside = await OutsidePhone.StartAsync();
        await using SwitchRig rig = await OutsidePhone.EngineAsync(outside);
        await rig.TalkAsync(await rig.PhoneAsync("2000"), outside);
        await rig.PhoneAsync("3000");
        StartMonitor command = new(Somebody, "3000", LegOf(rig, OutsidePhone.Number), MonitorMode.Listen);

        Assert.Equal(Refusal.NotSupported, (await rig.Engine.StartMonitorAsync(command, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.None, (await rig.Engine.StartMonitorAsync(command with { Account = "acme" }, CancellationToken.None)).Refusal);
        await rig.EventAsync<MonitorChanged>(e => e.Monitor.AttachedAt is not null);
        await rig.Extensions.ChangeAsync("2000", e => e with { AllowBeingMonitored = false }, CancellationToken.None);
        Assert.Equal(
            Refusal.TargetNotMonitorable,
            (await rig.Engine.StartMonitorAsync(command with { Account = "acme", Supervisor = "3001" }, CancellationToken.None)).Refusal);
    }

    private static LegId LegOf(SwitchRig rig, string number) => Assert.Single(rig.Engine.Calls).Legs.Single(l => l.Number == number).Id;

    private static async Task<Outcome<MonitorReceipt>> StartAsync(SwitchRig rig, LegId target, MonitorMode mode, string shown = "")
        => await rig.Engine.StartMonitorAsync(
            new StartMonitor(Somebody, OutsidePhone.Number, target, mode) { Account = "acme", ShownNumber = shown }, CancellationToken.None);
}
