using Undertone.Storage.Database;
using Undertone.Supervision.Calls;

namespace Undertone.Storage.Calls;

/// <summary>The records of ended calls, in the table <c>call_records</c>.</summary>
internal sealed class SqlCallRecordStore(IDatabase database) : ICallRecordStore
{
    /// <summary>Adds a record, or replaces the one with its id.</summary>
    public const string Add =
        """
        INSERT INTO call_records
            (call_id, kind, caller, callee, source_trunk, destination_trunk, did_number,
             started_at_us, ringing_at_us, answered_at_us, ended_at_us, disposition, failure_reason)
        VALUES
            (@CallId, @Kind, @Caller, @Callee, @SourceTrunk, @DestinationTrunk, @DidNumber,
             @StartedAt, @RingingAt, @AnsweredAt, @EndedAt, @Disposition, @FailureReason)
        ON CONFLICT (call_id) DO UPDATE SET
            kind = excluded.kind,
            caller = excluded.caller,
            callee = excluded.callee,
            source_trunk = excluded.source_trunk,
            destination_trunk = excluded.destination_trunk,
            did_number = excluded.did_number,
            started_at_us = excluded.started_at_us,
            ringing_at_us = excluded.ringing_at_us,
            answered_at_us = excluded.answered_at_us,
            ended_at_us = excluded.ended_at_us,
            disposition = excluded.disposition,
            failure_reason = excluded.failure_reason
        """;

    private const string ReadNewest =
        """
        SELECT call_id AS CallId, kind AS Kind, caller AS Caller, callee AS Callee,
               source_trunk AS SourceTrunk, destination_trunk AS DestinationTrunk, did_number AS DidNumber,
               started_at_us AS StartedAt, ringing_at_us AS RingingAt, answered_at_us AS AnsweredAt, ended_at_us AS EndedAt,
               disposition AS Disposition, failure_reason AS FailureReason
        FROM call_records
        ORDER BY ended_at_us DESC, call_id DESC
        LIMIT @Most
        """;

    public Task AddAsync(CallRecord record, CancellationToken cancellation)
        => database.WriteAsync(Add, CallRecordRow.From(record), cancellation);

    public async Task<IReadOnlyList<CallRecord>> ReadNewestAsync(int most, CancellationToken cancellation)
        => (await database.ReadRowsAsync<CallRecordRow>(ReadNewest, new { Most = Math.Max(0, most) }, cancellation)).ConvertAll(row => row.ToRecord());
}
