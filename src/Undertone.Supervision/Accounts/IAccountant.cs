using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Accounts;

/// <summary>
/// A dialect that keeps accounts. Whoever keeps the records asks it for the account's view of each, before it asks for the callbacks that
/// tell of it, and stores all in one transaction. Called by one caller at a time, in the order of the events.
/// </summary>
public interface IAccountant
{
    /// <summary>The account's view of an ended call; null if it belongs to no account.</summary>
    AccountCall? Book(CallRecord record);

    /// <summary>What an ended leg costs; null if its call belongs to no account.</summary>
    LegBill? Book(LegRecord record);
}
