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
        => Task.FromResult(Calls(account).LastOrDefault(call => call.Id == id));

    public Task<AccountCallPage> ReadCallsAsync(AccountCallQuery query, CancellationToken cancellation)
    {
        AccountCall[] all = [.. Calls(query.Account).Where(call => Matches(query, call)).OrderBy(call => query.Ascending ? call.StartedAt.Ticks : -call.StartedAt.Ticks)];
        IEnumerable<AccountCall> rest = all.Where(call => IsOnThisSide(query, call));
        return Task.FromResult(new AccountCallPage([.. query.Before is null ? rest.Take(query.PageSize) : rest.TakeLast(query.PageSize)], all.Length));
    }

    public Task<IReadOnlyList<BilledLeg>> ReadLegsAsync(string account, CallId call, CancellationToken cancellation)
    {
        Dictionary<LegId, LegBill> bills = outbox.Batches.SelectMany(batch => batch.Bills).Where(bill => bill.CallId == call && bill.Account == account).ToDictionary(bill => bill.LegId);
        return Task.FromResult<IReadOnlyList<BilledLeg>>(
        [
            .. outbox.Batches.SelectMany(batch => batch.Legs).Where(leg => leg.CallId == call && bills.ContainsKey(leg.Id))
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

    // The tests' calls begin at different times, so their ids decide nothing.
    private static bool IsOnThisSide(AccountCallQuery query, AccountCall call)
        => (query.After is not { } after || (query.Ascending ? call.StartedAt > after.StartedAt : call.StartedAt < after.StartedAt))
            && (query.Before is not { } before || (query.Ascending ? call.StartedAt < before.StartedAt : call.StartedAt > before.StartedAt));

    private IEnumerable<AccountCall> Calls(string account) => outbox.Batches.SelectMany(batch => batch.AccountCalls).Where(call => call.Account == account);
}
