using Undertone.Storage.Database;
using Undertone.Supervision.Calls;

namespace Undertone.Storage.Calls;

/// <summary>A row of the table <c>call_records</c>.</summary>
internal sealed class CallRecordRow
{
    public string CallId { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Caller { get; set; } = "";

    public string Callee { get; set; } = "";

    public string SourceTrunk { get; set; } = "";

    public string DestinationTrunk { get; set; } = "";

    public string DidNumber { get; set; } = "";

    public long StartedAt { get; set; }

    public long? RingingAt { get; set; }

    public long? AnsweredAt { get; set; }

    public long EndedAt { get; set; }

    public string Disposition { get; set; } = "";

    public string FailureReason { get; set; } = "";

    public static CallRecordRow From(CallRecord record) => new()
    {
        CallId = record.Id.ToString(),
        Kind = record.Kind.ToString(),
        Caller = record.From,
        Callee = record.To,
        SourceTrunk = record.SourceTrunk,
        DestinationTrunk = record.DestinationTrunk,
        DidNumber = record.DidNumber,
        StartedAt = StoredTime.From(record.StartedAt),
        RingingAt = StoredTime.From(record.RingingAt),
        AnsweredAt = StoredTime.From(record.AnsweredAt),
        EndedAt = StoredTime.From(record.EndedAt),
        Disposition = record.Disposition.ToString(),
        FailureReason = record.FailureReason.ToString(),
    };

    public CallRecord ToRecord() => new()
    {
        Id = StoredCallId.Parse(CallId),
        Kind = StoredName.To<CallKind>(Kind),
        From = Caller,
        To = Callee,
        SourceTrunk = SourceTrunk,
        DestinationTrunk = DestinationTrunk,
        DidNumber = DidNumber,
        StartedAt = StoredTime.ToMoment(StartedAt),
        RingingAt = StoredTime.ToMoment(RingingAt),
        AnsweredAt = StoredTime.ToMoment(AnsweredAt),
        EndedAt = StoredTime.ToMoment(EndedAt),
        Disposition = StoredName.To<CallDisposition>(Disposition),
        FailureReason = StoredName.To<CallFailureReason>(FailureReason),
    };
}
