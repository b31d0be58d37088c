namespace Undertone.Sip.Transactions;

/// <summary>The whole state of one transaction machine.</summary>
/// <param name="Phase">The state of the figure.</param>
/// <param name="Reliable">The transport delivers by itself (TCP): no retransmissions, no waiting for them.</param>
/// <param name="Interval">The pause that runs before the next retransmission (timers A, E and G).</param>
/// <param name="Answered">INVITE server: a response has been sent, so that there is something to send again.</param>
public readonly record struct TransactionState(
    TransactionPhase Phase,
    bool Reliable,
    TimeSpan Interval = default,
    bool Answered = false);
