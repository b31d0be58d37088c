using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Callbacks;

namespace Undertone.Http.Exotel.Calls;

/// <summary>What a client asked for when it placed a call.</summary>
/// <param name="Account">Whose call it is.</param>
/// <param name="From">The number that is rung first.</param>
/// <param name="To">The number that is rung then.</param>
/// <param name="ExoPhone">The account's number that both are shown; empty if it has none.</param>
/// <param name="CustomField">What the client wants to find again.</param>
/// <param name="Callbacks">What it wants to be told.</param>
internal sealed record PlacedCall(Account Account, string From, string To, string ExoPhone, string CustomField, CallbackTerms Callbacks);

/// <summary>What a client asked for when it had a supervisor dialled.</summary>
/// <param name="Account">Whose call it is.</param>
/// <param name="CustomField">What the client wants to find again.</param>
/// <param name="Callbacks">What it wants to be told.</param>
internal sealed record PlacedLeg(Account Account, string CustomField, CallbackTerms Callbacks);
