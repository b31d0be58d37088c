namespace Undertone.Sip.Transactions;

/// <summary>The result of one step of a machine. Timers that an earlier step started keep running; a machine ignores those that no longer matter.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Actions">What the shell must do.</param>
/// <param name="FirstTimer">A timer to start, if any.</param>
/// <param name="SecondTimer">Another timer to start, if any.</param>
public readonly record struct TransactionStep(
    TransactionState State,
    TransactionActions Actions = TransactionActions.None,
    TimerStart? FirstTimer = null,
    TimerStart? SecondTimer = null);
