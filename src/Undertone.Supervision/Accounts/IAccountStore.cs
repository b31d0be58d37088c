using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Accounts;

/// <summary>Where the accounts' ended calls and legs are found again. They are written through <see cref="Callbacks.IOutbox"/>.</summary>
public interface IAccountStore
{
    /// <summary>An account's call; null if it has none with this id.</summary>
    Task<AccountCall?> FindCallAsync(string account, CallId id, CancellationToken cancellation);

    /// <summary>An account's calls that match a query, in its order, and how many there are without regard to the page.</summary>
    Task<AccountCallPage> ReadCallsAsync(AccountCallQuery query, CancellationToken cancellation);

    /// <summary>An account's legs of a call, the oldest first.</summary>
    Task<IReadOnlyList<BilledLeg>> ReadLegsAsync(string account, CallId call, CancellationToken cancellation);

    /// <summary>Notes what became of the callback at a leg's end. A leg that is unknown is ignored.</summary>
    Task NoteCallbackAsync(CallId call, LegId leg, string outcome, CancellationToken cancellation);
}

/// <summary>A leg with its bill.</summary>
/// <param name="Record">The leg.</param>
/// <param name="Bill">What it costs.</param>
public sealed record BilledLeg(LegRecord Record, LegBill Bill);

/// <summary>Some of an account's calls.</summary>
/// <param name="Calls">The calls of this page.</param>
/// <param name="Total">How many calls match, on all pages.</param>
public sealed record AccountCallPage(IReadOnlyList<AccountCall> Calls, int Total);
