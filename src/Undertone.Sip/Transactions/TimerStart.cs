namespace Undertone.Sip.Transactions;

/// <summary>An order to start a timer.</summary>
/// <param name="Timer">Which one.</param>
/// <param name="Due">When it fires, on the clock that the step was given.</param>
public readonly record struct TimerStart(TransactionTimer Timer, DateTimeOffset Due);
