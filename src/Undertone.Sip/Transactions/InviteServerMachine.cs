using static Undertone.Sip.Transactions.TransactionActions;
using static Undertone.Sip.Transactions.TransactionInput;
using static Undertone.Sip.Transactions.TransactionPhase;

namespace Undertone.Sip.Transactions;

/// <summary>The INVITE server transaction: RFC 3261 17.2.1 with the Accepted state of RFC 6026 7.1.</summary>
public static class InviteServerMachine
{
    /// <summary>Proceeding: give the INVITE to the user, and send 100 Trying if the user stays silent (RFC 3261 17.2.1).</summary>
    public static TransactionStep Start(bool reliable, TransactionTimers timers, DateTimeOffset now) => new(
        new TransactionState(Proceeding, reliable, timers.T1),
        PassToUser,
        new TimerStart(TransactionTimer.Trying, now + timers.AutomaticTrying));

    /// <summary>The transition table; a pair that is not listed changes nothing.</summary>
    public static TransactionStep Next(TransactionState state, TransactionInput input, TransactionTimers timers, DateTimeOffset now) =>
        (state.Phase, input) switch
        {
            (Proceeding, TimerTrying) when !state.Answered => new(state with { Answered = true }, SendTrying),
            (Proceeding, RequestRetransmitted) when state.Answered => new(state, SendResponse),
            (Proceeding, UserSends1xx) => new(state with { Answered = true }, SendResponse),
            (Proceeding, UserSends2xx) => Accept(state, timers, now),
            (Proceeding, UserSends3xxTo6xx) => Complete(state, timers, now),

            // RFC 6026 7.1: the user repeats the 2xx until its ACK comes; retransmitted INVITEs are absorbed.
            (Accepted, UserSends2xx) => new(state, SendResponse),
            (Accepted, Ack) => new(state, PassToUser),
            (Accepted, TimerL) => End(state),

            (Completed, RequestRetransmitted) => new(state, SendResponse),
            (Completed, TimerG) => Retransmit(state, timers, now),
            (Completed, TimerH) => End(state, ReportTimeout),
            (Completed, Ack) => Confirm(state, timers, now),

            (Confirmed, TimerI) => End(state),

            // RFC 6026 7.1 and its figure: a failed send is reported, but the other side may still be heard, so nothing ends.
            (Proceeding or Accepted or Completed, TransportError) => new(state, ReportTransportError),

            _ => new(state),
        };

    private static TransactionStep Accept(TransactionState state, TransactionTimers timers, DateTimeOffset now) =>
        new(state with { Phase = Accepted, Answered = true }, SendResponse, new TimerStart(TransactionTimer.L, now + timers.GiveUp));

    private static TransactionStep Complete(TransactionState state, TransactionTimers timers, DateTimeOffset now) => new(
        state with { Phase = Completed, Answered = true },
        SendResponse,
        new TimerStart(TransactionTimer.H, now + timers.GiveUp),
        state.Reliable ? null : new TimerStart(TransactionTimer.G, now + timers.T1));

    private static TransactionStep Retransmit(TransactionState state, TransactionTimers timers, DateTimeOffset now)
    {
        var doubled = state.Interval * 2;
        var interval = doubled < timers.T2 ? doubled : timers.T2;
        return new(state with { Interval = interval }, SendResponse, new TimerStart(TransactionTimer.G, now + interval));
    }

    private static TransactionStep Confirm(TransactionState state, TransactionTimers timers, DateTimeOffset now) => state.Reliable
        ? End(state)
        : new(state with { Phase = Confirmed }, None, new TimerStart(TransactionTimer.I, now + timers.T4));

    private static TransactionStep End(TransactionState state, TransactionActions actions = None) =>
        new(state with { Phase = Terminated }, actions);
}
