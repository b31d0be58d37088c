namespace Undertone.Sip.Transactions;

/// <summary>What the transaction layer is told.</summary>
/// <param name="Timers">The base times.</param>
/// <param name="Server">The Server header of responses; empty for none.</param>
/// <param name="MostServerTransactions">How many requests may be served at once.</param>
/// <param name="RetryAfterSeconds">What a refused client is told to wait.</param>
internal sealed record TransactionLayerOptions(
    TransactionTimers Timers,
    string Server = "",
    int MostServerTransactions = 20_000,
    int RetryAfterSeconds = 5);
