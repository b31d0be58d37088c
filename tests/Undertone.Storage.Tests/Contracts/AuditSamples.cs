using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Tests.Contracts;

public static class AuditSamples
{
    public static TheoryData<AuditRecord> Kinds => new(
        One(1),
        One(2) with { Action = AuditAction.Switch, PreviousMode = MonitorMode.Barge, Mode = MonitorMode.Listen },
        One(3) with { Action = AuditAction.End },
        One(4) with { Action = AuditAction.Refused, Refusal = Refusal.ModeNotPermitted, MonitorLeg = default, OtherParty = "" });

    public static AuditRecord One(long sequence) => new()
    {
        At = new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero).AddSeconds(sequence),
        Action = AuditAction.Start,
        Requester = new Requester("p-series", "client", "192.0.2.7"),
        Supervisor = "3000",
        Target = "2000",
        OtherParty = "2001",
        CallId = new CallId(1_650_094_666, sequence),
        MonitorLeg = new LegId(uint.MaxValue),
        Mode = MonitorMode.Whisper,
    };
}
