namespace Undertone.Sip.Transactions;

/// <summary>
/// What a response is matched by (RFC 3261 17.1.3). The sent-by host adds nothing to 96 random bits of ours in the branch.
/// </summary>
internal readonly record struct ClientTransactionKey(string Branch, string Method);
