using Undertone.Supervision.Accounts;
using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Callbacks;

/// <summary>What is stored in one transaction: records of what has ended, the accounts' view of them, and the callbacks that tell of it.</summary>
public sealed record FactBatch
{
    /// <summary>Ended calls; one with the id of an earlier one replaces it.</summary>
    public IReadOnlyList<CallRecord> Calls { get; init; } = [];

    /// <summary>Ended legs; one with the call and id of an earlier one replaces it.</summary>
    public IReadOnlyList<LegRecord> Legs { get; init; } = [];

    /// <summary>The accounts' view of ended calls; one with the id of an earlier one replaces it.</summary>
    public IReadOnlyList<AccountCall> AccountCalls { get; init; } = [];

    /// <summary>What ended legs cost; each belongs to a leg of this batch.</summary>
    public IReadOnlyList<LegBill> Bills { get; init; } = [];

    /// <summary>The callbacks, without ids, in their order.</summary>
    public IReadOnlyList<OutboxEntry> Callbacks { get; init; } = [];
}
