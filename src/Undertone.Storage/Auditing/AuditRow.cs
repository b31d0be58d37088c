using Undertone.Storage.Calls;
using Undertone.Storage.Database;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Storage.Auditing;

/// <summary>A row of the table <c>audit_records</c>.</summary>
internal sealed class AuditRow
{
    public long At { get; set; }

    public string Action { get; set; } = "";

    public string Means { get; set; } = "";

    public string Credential { get; set; } = "";

    public string Address { get; set; } = "";

    public string Supervisor { get; set; } = "";

    public string Target { get; set; } = "";

    public string OtherParty { get; set; } = "";

    public string CallId { get; set; } = "";

    public long MonitorLeg { get; set; }

    public string Mode { get; set; } = "";

    public string? PreviousMode { get; set; }

    public string Refusal { get; set; } = "";

    public static AuditRow From(AuditRecord record) => new()
    {
        At = StoredTime.From(record.At),
        Action = record.Action.ToString(),
        Means = record.Requester.Means,
        Credential = record.Requester.Credential,
        Address = record.Requester.Address,
        Supervisor = record.Supervisor,
        Target = record.Target,
        OtherParty = record.OtherParty,
        CallId = record.CallId.ToString(),
        MonitorLeg = record.MonitorLeg.Value,
        Mode = record.Mode.ToString(),
        PreviousMode = record.PreviousMode?.ToString(),
        Refusal = record.Refusal.ToString(),
    };

    public AuditRecord ToRecord() => new()
    {
        At = StoredTime.ToMoment(At),
        Action = StoredName.To<AuditAction>(Action),
        Requester = new Requester(Means, Credential, Address),
        Supervisor = Supervisor,
        Target = Target,
        OtherParty = OtherParty,
        CallId = StoredCallId.Parse(CallId),
        MonitorLeg = new LegId((uint)MonitorLeg),
        Mode = StoredName.To<MonitorMode>(Mode),
        PreviousMode = PreviousMode is null ? null : StoredName.To<MonitorMode>(PreviousMode),
        Refusal = StoredName.To<Refusal>(Refusal),
    };
}
