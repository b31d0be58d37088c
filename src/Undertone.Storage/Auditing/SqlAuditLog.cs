using Undertone.Storage.Database;
using Undertone.Supervision.Auditing;

namespace Undertone.Storage.Auditing;

/// <summary>The audit record, in the table <c>audit_records</c>, which the database itself lets nobody change or shorten.</summary>
internal sealed class SqlAuditLog(IDatabase database) : IAuditLog
{
    private const string Append =
        """
        INSERT INTO audit_records
            (at_us, action, means, credential, address, supervisor, target, other_party, call_id, monitor_leg, mode, previous_mode, refusal)
        VALUES
            (@At, @Action, @Means, @Credential, @Address, @Supervisor, @Target, @OtherParty, @CallId, @MonitorLeg, @Mode, @PreviousMode, @Refusal)
        """;

    private const string ReadNewest =
        """
        SELECT at_us AS At, action AS Action, means AS Means, credential AS Credential, address AS Address,
               supervisor AS Supervisor, target AS Target, other_party AS OtherParty, call_id AS CallId, monitor_leg AS MonitorLeg,
               mode AS Mode, previous_mode AS PreviousMode, refusal AS Refusal
        FROM audit_records
        ORDER BY id DESC
        LIMIT @Most
        """;

    public Task AppendAsync(AuditRecord record, CancellationToken cancellation)
        => database.WriteAsync(Append, AuditRow.From(record), cancellation);

    public async Task<IReadOnlyList<AuditRecord>> ReadNewestAsync(int most, CancellationToken cancellation)
        => (await database.ReadRowsAsync<AuditRow>(ReadNewest, new { Most = Math.Max(0, most) }, cancellation)).ConvertAll(row => row.ToRecord());
}
