using static Undertone.Sip.Transactions.TransactionActions;
using static Undertone.Sip.Transactions.TransactionInput;
using static Undertone.Sip.Transactions.TransactionPhase;

namespace Undertone.Sip.Transactions;

/// <summary>The INVITE client transaction: RFC 3261 17.1.1 with the Accepted state of RFC 6026 7.2.</summary>
public static class InviteClientMachine
{
    /// <summary>Calling: send the INVITE; timer A only where packets can get lost, timer B always (RFC 3261 17.1.1.2).</summary>
    public static TransactionStep Start(bool reliable, TransactionTimers timers, DateTimeOffset now) => new(
        new TransactionState(Calling, reliable, timers.T1),
        SendRequest,
        new TimerStart(TransactionTimer.B, now + timers.GiveUp),
        reliable ? null : new TimerStart(TransactionTimer.A, now + timers.T1));

    /// <summary>The transition table; a pair that is not listed changes nothing.</summary>
    public static TransactionStep Next(TransactionState state, TransactionInput input, TransactionTimers timers, DateTimeOffset now) =>
        (state.Phase, input) switch
        {
            (Calling, TimerA) => Retransmit(state, now),
            (Calling, TimerB) => End(state, ReportTimeout),
            (Calling, TransportError) => End(state, ReportTransportError),

            (Calling or Proceeding, Response1xx) => new(state with { Phase = Proceeding }, PassToUser),
            (Calling or Proceeding, Response2xx) => Accept(state, timers, now),
            (Calling or Proceeding, Response3xxTo6xx) => Complete(state, timers, now),
            (Proceeding, UserCancels) => new(state, None, new TimerStart(TransactionTimer.Cancelled, now + timers.GiveUp)),
            (Proceeding, TimerCancelled) => End(state, ReportTimeout),

            (Accepted, Response2xx) => new(state, PassToUser),
            (Accepted, TimerM) => End(state),

            (Completed, Response3xxTo6xx) => new(state, SendAck),
            (Completed, TransportError) => End(state, ReportTransportError),
            (Completed, TimerD) => End(state),

            _ => new(state),
        };

    private static TransactionStep Retransmit(TransactionState state, DateTimeOffset now)
    {
        // RFC 3261 17.1.1.2: timer A doubles without a ceiling; timer B ends it.
        var interval = state.Interval * 2;
        return new(state with { Interval = interval }, SendRequest, new TimerStart(TransactionTimer.A, now + interval));
    }

    private static TransactionStep Accept(TransactionState state, TransactionTimers timers, DateTimeOffset now) =>
        // RFC 6026 7.2: timer M runs on every transport, because the 2xx is repeated end to end, not by a transaction.
        new(state with { Phase = Accepted }, PassToUser, new TimerStart(TransactionTimer.M, now + timers.GiveUp));

    private static TransactionStep Complete(TransactionState state, TransactionTimers timers, DateTimeOffset now) => state.Reliable
        ? End(state, SendAck | PassToUser)
        : new(
            state with { Phase = Completed },
            SendAck | PassToUser,
            new TimerStart(TransactionTimer.D, now + timers.WaitForResponseRetransmissions));

    private static TransactionStep End(TransactionState state, TransactionActions actions = None) =>
        new(state with { Phase = Terminated }, actions);
}
