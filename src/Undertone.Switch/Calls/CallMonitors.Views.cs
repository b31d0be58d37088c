using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Switch.Calls;

/// <content>A supervisor as the rights, the audit record, those who watch and the records see her.</content>
internal sealed partial class CallMonitors
{
    private MonitorFacts FactsOf(CallMonitor monitor, MonitorMode mode)
        => Facts(monitor.Requester, monitor.Supervisor, monitor.Target, monitor.Party.Identity.Id, mode, monitor.Account);

    private MonitorFacts Facts(Requester requester, string supervisor, Party target, LegId leg, MonitorMode mode, string? account) => new(
        requester,
        supervisor,
        target.Identity.Number,
        TargetIsExtension: target.Identity.Trunk is null,
        call.OtherThan(target)?.Identity.Number ?? "",
        call.Id,
        leg,
        mode,
        account);

    private MonitorReceipt ReceiptOf(CallMonitor monitor)
        => new(monitor.Party.Identity.Id, monitor.OwnCallId, call.Id, monitor.AttachedAt is not null);

    private MonitorSnapshot SnapshotOf(CallMonitor monitor) => new()
    {
        Id = monitor.Party.Identity.Id,
        OwnCallId = monitor.OwnCallId,
        CallId = call.Id,
        Target = monitor.Target.Identity.Id,
        Supervisor = monitor.Supervisor,
        Mode = monitor.Mode,
        State = monitor.Party.State,
        Requester = monitor.Requester,
        Account = monitor.Account,
        Reference = monitor.Reference,
        ModeSince = monitor.Modes[^1].At,
        StartedAt = monitor.Party.StartedAt,
        AttachedAt = monitor.AttachedAt,
    };

    private LegRecord RecordOf(CallMonitor monitor, CallFailureReason failure) => new()
    {
        CallId = call.Id,
        Id = monitor.Party.Identity.Id,
        Origin = LegOrigin.Monitor,
        Role = LegRole.Callee,
        Number = monitor.Supervisor,
        Trunk = monitor.Party.Identity.Trunk ?? "",
        ShownNumber = monitor.Party.Identity.ShownNumber,
        Target = monitor.Target.Identity.Id,
        Modes = monitor.Modes,
        Requester = monitor.StartedBy,
        Reference = monitor.Reference,
        StartedAt = monitor.Party.StartedAt,
        AnsweredAt = monitor.AttachedAt,
        EndedAt = services.Clock.GetUtcNow(),
        FailureReason = monitor.AttachedAt is not null ? CallFailureReason.None
            : failure is CallFailureReason.None ? CallFailureReason.Cancelled
            : failure,
    };
}
