using static Undertone.Sip.Transactions.TransactionActions;
using static Undertone.Sip.Transactions.TransactionInput;
using static Undertone.Sip.Transactions.TransactionPhase;

namespace Undertone.Sip.Transactions;

/// <summary>The client transaction of every method but INVITE and ACK: RFC 3261 17.1.2.</summary>
public static class NonInviteClientMachine
{
    /// <summary>Trying: send the request; timer E only where packets can get lost, timer F always (RFC 3261 17.1.2.2).</summary>
    public static TransactionStep Start(bool reliable, TransactionTimers timers, DateTimeOffset now) => new(
        new TransactionState(Trying, reliable, timers.T1),
        SendRequest,
        new TimerStart(TransactionTimer.F, now + timers.GiveUp),
        reliable ? null : new TimerStart(TransactionTimer.E, now + timers.T1));

    /// <summary>The transition table; a pair that is not listed changes nothing.</summary>
    public static TransactionStep Next(TransactionState state, TransactionInput input, TransactionTimers timers, DateTimeOffset now) =>
        (state.Phase, input) switch
        {
            (Trying, TimerE) => Retransmit(state, Shorter(state.Interval * 2, timers.T2), now),
            // RFC 3261 17.1.2.2: once a provisional response came, the pause is T2 at once.
            (Proceeding, TimerE) => Retransmit(state, timers.T2, now),

            (Trying or Proceeding, TimerF) => End(state, ReportTimeout),
            (Trying or Proceeding, TransportError) => End(state, ReportTransportError),
            (Trying or Proceeding, Response1xx) => new(state with { Phase = Proceeding }, PassToUser),
            (Trying or Proceeding, Response2xx or Response3xxTo6xx) => Complete(state, timers, now),

            (Completed, TimerK) => End(state),

            _ => new(state),
        };

    private static TransactionStep Retransmit(TransactionState state, TimeSpan interval, DateTimeOffset now) =>
        new(state with { Interval = interval }, SendRequest, new TimerStart(TransactionTimer.E, now + interval));

    private static TransactionStep Complete(TransactionState state, TransactionTimers timers, DateTimeOffset now) => state.Reliable
        ? End(state, PassToUser)
        : new(state with { Phase = Completed }, PassToUser, new TimerStart(TransactionTimer.K, now + timers.T4));

    private static TransactionStep End(TransactionState state, TransactionActions actions = None) =>
        new(state with { Phase = Terminated }, actions);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
