using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Tests.Monitoring;

public sealed class MonitorGateTests : IDisposable
{
    private readonly RecordingAuditLog _audit = new();
    private readonly ExtensionDirectory _extensions = new(new MemoryExtensionStore());
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _extensions.Dispose();

    [Theory]
    [InlineData(MonitorRight.Disabled, MonitorMode.Listen, Refusal.ModeNotPermitted)]
    [InlineData(MonitorRight.Extensive, MonitorMode.Listen, Refusal.None)]
    [InlineData(MonitorRight.Extensive, MonitorMode.Whisper, Refusal.None)]
    [InlineData(MonitorRight.Extensive, MonitorMode.Barge, Refusal.None)]
    [InlineData(MonitorRight.Listen, MonitorMode.Listen, Refusal.None)]
    [InlineData(MonitorRight.Listen, MonitorMode.Whisper, Refusal.ModeNotPermitted)]
    [InlineData(MonitorRight.Whisper, MonitorMode.Whisper, Refusal.None)]
    [InlineData(MonitorRight.Whisper, MonitorMode.Barge, Refusal.ModeNotPermitted)]
    [InlineData(MonitorRight.Barge, MonitorMode.Barge, Refusal.None)]
    [InlineData(MonitorRight.Barge, MonitorMode.Listen, Refusal.ModeNotPermitted)]
    public async Task A_start_needs_a_right_that_covers_the_mode(MonitorRight right, MonitorMode mode, Refusal expected)
    {
        MonitorGate gate = await GateAsync(right, allowBeingMonitored: true);

        Assert.Equal(expected, await gate.StartAsync(Facts(mode), default));
        Assert.Equal(expected is Refusal.None ? AuditAction.Start : AuditAction.Refused, Assert.Single(_audit.Records).Action);
    }

    [Fact]
    public async Task A_target_that_does_not_allow_it_is_refused_and_the_refusal_is_on_record()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: false);

        Assert.Equal(Refusal.TargetNotMonitorable, await gate.AdmitAsync(Facts(MonitorMode.Listen), default));
        AuditRecord record = Assert.Single(_audit.Records);
        Assert.Equal((AuditAction.Refused, Refusal.TargetNotMonitorable, "key-1"), (record.Action, record.Refusal, record.Requester.Credential));
    }

    [Theory]
    [InlineData("9999", "2000", true, "2001", Refusal.ExtensionNotFound)]
    [InlineData("3000", "0123456", false, "2001", Refusal.NotSupported)]
    [InlineData("3000", "3000", true, "2001", Refusal.SupervisorIsParty)]
    [InlineData("3000", "2000", true, "3000", Refusal.SupervisorIsParty)]
    public async Task Who_cannot_supervise_or_be_supervised_is_named(
        string supervisor, string target, bool isExtension, string other, Refusal expected)
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);

        Assert.Equal(expected, gate.Check(Facts(MonitorMode.Listen) with
        {
            Supervisor = supervisor, Target = target, TargetIsExtension = isExtension, OtherParty = other,
        }));
    }

    [Theory]
    [InlineData("3000", "2000", true, "2001", "acme", Refusal.None)]
    [InlineData("0123", "2000", true, "2001", "acme", Refusal.None)]
    [InlineData("0123", "2000", true, "2001", null, Refusal.ExtensionNotFound)]
    [InlineData("0199", "2000", true, "2001", "acme", Refusal.ModeNotPermitted)]
    [InlineData("0123", "2000", true, "2001", "other", Refusal.ModeNotPermitted)]
    [InlineData("3000", "0555", false, "2000", "acme", Refusal.None)]
    [InlineData("3000", "0555", false, "2000", null, Refusal.NotSupported)]
    [InlineData("3000", "0555", false, "0666", "acme", Refusal.None)]
    [InlineData("3000", "0555", false, "2009", "acme", Refusal.TargetNotMonitorable)]
    [InlineData("3000", "2009", true, "2000", "acme", Refusal.TargetNotMonitorable)]
    [InlineData("3000", "2000", true, "2009", "acme", Refusal.None)]
    [InlineData("3000", "2009", false, "2000", "acme", Refusal.None)]
    [InlineData("0123", "0123", false, "2000", "acme", Refusal.SupervisorIsParty)]
    [InlineData("0123", "2000", true, "0123", "acme", Refusal.SupervisorIsParty)]
    public async Task An_account_may_go_outside_as_far_as_it_is_allowed(
        string supervisor, string target, bool isExtension, string other, string? account, Refusal expected)
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true, new OneSupervisor("acme", "0123"));
        await _extensions.SaveAsync(new Extension { Number = "2009", Secret = SipSecret.FromPassword("x", "y", "z"), AllowBeingMonitored = false }, default);

        foreach (MonitorMode mode in Enum.GetValues<MonitorMode>())
        {
            Assert.Equal(expected, gate.Check(Facts(mode) with
            {
                Supervisor = supervisor, Target = target, TargetIsExtension = isExtension, OtherParty = other, Account = account,
            }));
        }
    }

    [Theory]
    [InlineData("0123", Refusal.ExtensionNotFound)]
    [InlineData("3000", Refusal.None)]
    public async Task Without_accounts_no_supervisor_is_outside(string supervisor, Refusal expected)
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);

        Assert.Equal(expected, gate.Check(Facts(MonitorMode.Listen) with { Supervisor = supervisor, Account = "acme" }));
    }

    [Fact]
    public async Task An_account_gives_an_extension_no_right_that_it_has_not()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Listen, allowBeingMonitored: true, new OneSupervisor("acme", "3000"));

        Assert.Equal(Refusal.ModeNotPermitted, gate.Check(Facts(MonitorMode.Barge) with { Account = "acme" }));
    }

    [Fact]
    public async Task Permission_before_ringing_leaves_no_record_because_nothing_has_happened()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);

        Assert.Equal(Refusal.None, await gate.AdmitAsync(Facts(MonitorMode.Listen), default));
        Assert.Empty(_audit.Records);
    }

    [Fact]
    public async Task A_right_taken_away_stops_the_next_switch()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);
        Assert.Equal(Refusal.None, await gate.StartAsync(Facts(MonitorMode.Listen), default));
        await _extensions.ChangeAsync("3000", e => e with { MonitorRight = MonitorRight.Listen }, default);

        Assert.Equal(Refusal.ModeNotPermitted, await gate.SwitchAsync(Facts(MonitorMode.Barge), MonitorMode.Listen, default));
    }

    [Fact]
    public async Task A_switch_is_recorded_with_both_modes_and_both_parties()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);

        await gate.SwitchAsync(Facts(MonitorMode.Whisper), MonitorMode.Listen, default);

        AuditRecord record = Assert.Single(_audit.Records);
        Assert.Equal((AuditAction.Switch, MonitorMode.Listen, MonitorMode.Whisper), (record.Action, record.PreviousMode, record.Mode));
        Assert.Equal(("3000", "2000", "2001"), (record.Supervisor, record.Target, record.OtherParty));
        Assert.Equal(_clock.Now, record.At);
    }

    [Fact]
    public async Task What_cannot_be_recorded_does_not_happen_but_an_end_always_does()
    {
        MonitorGate gate = await GateAsync(MonitorRight.Extensive, allowBeingMonitored: true);
        _audit.IsBroken = true;

        Assert.Equal(Refusal.AuditFailed, await gate.StartAsync(Facts(MonitorMode.Listen), default));
        Assert.False(await gate.EndAsync(Facts(MonitorMode.Listen), default));
    }

    private async Task<MonitorGate> GateAsync(MonitorRight right, bool allowBeingMonitored, IOutsideSupervisors? outside = null)
    {
        var secret = SipSecret.FromPassword("x", "y", "z");
        await _extensions.SaveAsync(new Extension { Number = "2000", Secret = secret, AllowBeingMonitored = allowBeingMonitored }, default);
        await _extensions.SaveAsync(new Extension { Number = "3000", Secret = secret, MonitorRight = right, AllowBeingMonitored = true }, default);
        return new MonitorGate(_extensions, _audit, _clock, outside);
    }

    private static MonitorFacts Facts(MonitorMode mode) => new(
        new Requester("p-series", "key-1", "127.0.0.1"), "3000", "2000", true, "2001", new CallId(1, 2), new LegId(3), mode);

    private sealed class OneSupervisor(string account, string number) : IOutsideSupervisors
    {
        public bool MaySupervise(string asking, string supervisor) => (asking, supervisor) == (account, number);
    }

    private sealed class RecordingAuditLog : IAuditLog
    {
        public List<AuditRecord> Records { get; } = [];

        public bool IsBroken { get; set; }

        public Task AppendAsync(AuditRecord record, CancellationToken cancellation)
        {
            if (IsBroken)
            {
                throw new IOException("disk full");
            }

            Records.Add(record);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<AuditRecord>> ReadNewestAsync(int most, CancellationToken cancellation)
            => Task.FromResult<IReadOnlyList<AuditRecord>>(Records);
    }

    private sealed class MemoryExtensionStore : IExtensionStore
    {
        public Task<IReadOnlyList<Extension>> ReadAllAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Extension>>([]);

        public Task<int> SaveAsync(Extension extension, CancellationToken cancellation) => Task.FromResult(1);

        public Task<bool> DeleteAsync(string number, CancellationToken cancellation) => Task.FromResult(false);
    }
}
