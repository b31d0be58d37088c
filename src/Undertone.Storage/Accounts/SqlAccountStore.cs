using Dapper;
using Undertone.Storage.Database;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Storage.Accounts;

/// <summary>The accounts' calls and legs, in the tables <c>account_calls</c>, <c>leg_records</c> and <c>leg_bills</c>.</summary>
internal sealed class SqlAccountStore(IDatabase database) : IAccountStore
{
    private const string CallColumns =
        """
        call_id AS CallId, account AS Account, caller AS Caller, callee AS Callee, number AS Number, direction AS Direction,
        status AS Status, custom_field AS CustomField, started_at_us AS StartedAt, answered_at_us AS AnsweredAt,
        ended_at_us AS EndedAt, duration_seconds AS DurationSeconds, price_millionths AS Price
        """;

    private const string FindCall = $"SELECT {CallColumns} FROM account_calls WHERE account = @Account AND call_id = @CallId";

    private const string ReadLegs =
        """
        SELECT r.call_id AS CallId, r.leg_id AS LegId, r.origin AS Origin, r.role AS Role, r.number AS Number, r.trunk AS Trunk,
               r.shown_number AS ShownNumber, r.target_leg AS TargetLeg, r.modes AS Modes, r.means AS Means, r.credential AS Credential,
               r.address AS Address, r.started_at_us AS StartedAt, r.answered_at_us AS AnsweredAt, r.ended_at_us AS EndedAt,
               r.failure_reason AS FailureReason, b.account AS Account, b.status AS Status, b.last_action AS LastAction,
               b.custom_field AS CustomField, b.billable_seconds AS BillableSeconds, b.pulses AS Pulses, b.price_millionths AS Price,
               b.currency AS Currency, b.callback_outcome AS CallbackOutcome
        FROM leg_records r JOIN leg_bills b ON b.call_id = r.call_id AND b.leg_id = r.leg_id
        WHERE b.account = @Account AND r.call_id = @CallId
        ORDER BY r.started_at_us, r.leg_id
        """;

    private const string NoteCallback = "UPDATE leg_bills SET callback_outcome = @Outcome WHERE call_id = @CallId AND leg_id = @LegId";

    public async Task<AccountCall?> FindCallAsync(string account, CallId id, CancellationToken cancellation)
        => (await database.ReadRowsAsync<AccountCallRow>(FindCall, new { Account = account, CallId = id.ToString() }, cancellation))
            is [var row, ..] ? row.ToCall() : null;

    public async Task<AccountCallPage> ReadCallsAsync(AccountCallQuery query, CancellationToken cancellation)
    {
        (string where, DynamicParameters values) = AccountCallConditions.Of(query);
        List<CountRow> total = await database.ReadRowsAsync<CountRow>($"SELECT COUNT(*) AS Count FROM account_calls WHERE {where}", values, cancellation);

        // Towards an earlier page the nearest calls are those at its end: they are read backwards and turned round.
        string order = query.Ascending == query.Before is null ? "ASC" : "DESC";
        string page = $"SELECT {CallColumns} FROM account_calls WHERE {where}{AccountCallConditions.OfPage(query, values)} ORDER BY started_at_us {order}, call_id {order} LIMIT @PageSize";
        values.Add("PageSize", query.PageSize);
        List<AccountCall> calls = (await database.ReadRowsAsync<AccountCallRow>(page, values, cancellation)).ConvertAll(row => row.ToCall());
        if (query.Before is not null)
        {
            calls.Reverse();
        }

        return new AccountCallPage(calls, total[0].Count);
    }

    public async Task<IReadOnlyList<BilledLeg>> ReadLegsAsync(string account, CallId call, CancellationToken cancellation)
        => (await database.ReadRowsAsync<BilledLegRow>(ReadLegs, new { Account = account, CallId = call.ToString() }, cancellation))
            .ConvertAll(row => row.ToBilledLeg());

    public Task NoteCallbackAsync(CallId call, LegId leg, string outcome, CancellationToken cancellation)
        => database.WriteAsync(NoteCallback, new { Outcome = outcome, CallId = call.ToString(), LegId = (long)leg.Value }, cancellation);

    private sealed class CountRow
    {
        public int Count { get; set; }
    }
}
