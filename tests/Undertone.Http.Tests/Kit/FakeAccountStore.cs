using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Tests.Kit;

/// <summary>Finds the accounts' calls and legs again in what was stored through an outbox in memory. Only what the tests ask for is filtered by.</summary>
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
        IEnumerable<AccountCall> found = Calls(query.Account)
            .Where(call => query.Ids.IsEmpty || query.Ids.Contains(call.Id))
            .Where(call => query.Statuses.IsEmpty || query.Statuses.Contains(call.Status))
            .Where(call => call.StartedAt >= query.From && call.StartedAt <= query.To)
            .OrderBy(call => query.Ascending ? call.StartedAt.Ticks : -call.StartedAt.Ticks);
        AccountCall[] all = [.. found];
        return Task.FromResult(new AccountCallPage([.. all.Where(call => IsOnThisSide(query, call)).Take(query.PageSize)], all.Length));
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

    private static bool IsOnThisSide(AccountCallQuery query, AccountCall call)
        => query.After is not { } after || (query.Ascending ? call.StartedAt > after.StartedAt : call.StartedAt < after.StartedAt);

    private IEnumerable<AccountCall> Calls(string account) => outbox.Batches.SelectMany(batch => batch.AccountCalls).Where(call => call.Account == account);
}
