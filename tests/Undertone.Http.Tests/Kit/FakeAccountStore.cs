using System.Collections.Immutable;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Kit;

/// <summary>Finds the accounts' calls and legs again in what was stored through an outbox in memory.</summary>
internal sealed class FakeAccountStore(FakeOutbox outbox) : IAccountStore
{
    private readonly Dictionary<(CallId, LegId), string> _outcomes = [];

    /// <summary>What became of the callback of a leg; null if nothing was noted.</summary>
    public string? OutcomeOf(CallId call, LegId leg)
    {
        lock (_outcomes)
        {
            return _outcomes.GetValueOrDefault((call, leg));
        }
    }

    public Task<AccountCall?> FindCallAsync(string account, CallId id, CancellationToken cancellation)
        => Task.FromResult(Calls(account).SingleOrDefault(call => call.Id == id));

    public Task<AccountCallPage> ReadCallsAsync(AccountCallQuery query, CancellationToken cancellation)
    {
        AccountCall[] all = [.. Calls(query.Account).Where(call => Matches(query, call)).OrderBy(PositionOf, ByPosition(query))];
        IEnumerable<AccountCall> rest = all.Where(call => IsOnThisSide(query, call));
        return Task.FromResult(new AccountCallPage([.. query.Before is null ? rest.Take(query.PageSize) : rest.TakeLast(query.PageSize)], all.Length));
    }

    public Task<IReadOnlyList<BilledLeg>> ReadLegsAsync(string account, CallId call, CancellationToken cancellation)
    {
        Dictionary<LegId, LegBill> bills = Newest(outbox.Batches.SelectMany(batch => batch.Bills).Where(bill => bill.CallId == call), bill => bill.LegId)
            .Where(bill => bill.Account == account)
            .ToDictionary(bill => bill.LegId, bill => OutcomeOf(call, bill.LegId) is { } outcome ? bill with { CallbackOutcome = outcome } : bill);
        return Task.FromResult<IReadOnlyList<BilledLeg>>(
        [
            .. Newest(outbox.Batches.SelectMany(batch => batch.Legs).Where(leg => leg.CallId == call && bills.ContainsKey(leg.Id)), leg => leg.Id)
                .OrderBy(leg => leg.StartedAt).ThenBy(leg => leg.Id.Value).Select(leg => new BilledLeg(leg, bills[leg.Id])),
        ]);
    }

    public Task NoteCallbackAsync(CallId call, LegId leg, string outcome, CancellationToken cancellation)
    {
        lock (_outcomes)
        {
            _outcomes[(call, leg)] = outcome;
        }

        return Task.CompletedTask;
    }

    private static bool Matches(AccountCallQuery query, AccountCall call)
        => IsAmong(query.Ids, call.Id)
            && !(call.StartedAt < query.From) && !(call.StartedAt > query.To)
            && IsAmong(query.Callers, call.From)
            && IsAmong(query.Callees, call.To)
            && IsAmong(query.Numbers, call.Number)
            && IsAmong(query.Statuses, call.Status)
            && IsAmong(query.Directions, call.Direction)
            && !(call.DurationSeconds < query.LeastDuration) && !(call.DurationSeconds > query.MostDuration)
            && (query.LeastPrice is null || call.Price >= query.LeastPrice)
            && (query.MostPrice is null || call.Price <= query.MostPrice);

    private static bool IsAmong<T>(ImmutableArray<T> wanted, T value) => wanted.IsEmpty || wanted.Contains(value);

    private static bool IsOnThisSide(AccountCallQuery query, AccountCall call)
        => (query.After is not { } after || ByPosition(query).Compare(PositionOf(call), after) > 0)
            && (query.Before is not { } before || ByPosition(query).Compare(PositionOf(call), before) < 0);

    private static CallPosition PositionOf(AccountCall call) => new(call.StartedAt, call.Id);

    private static Comparer<CallPosition> ByPosition(AccountCallQuery query) => Comparer<CallPosition>.Create((a, b) =>
    {
        int order = a.StartedAt != b.StartedAt ? a.StartedAt.CompareTo(b.StartedAt) : string.CompareOrdinal(a.Id.ToString(), b.Id.ToString());
        return query.Ascending ? order : -order;
    });

    // What has the id of something earlier replaces it.
    private static IEnumerable<T> Newest<T, TId>(IEnumerable<T> stored, Func<T, TId> id) => stored.GroupBy(id).Select(same => same.Last());

    private IEnumerable<AccountCall> Calls(string account)
        => Newest(outbox.Batches.SelectMany(batch => batch.AccountCalls), call => call.Id).Where(call => call.Account == account);
}
