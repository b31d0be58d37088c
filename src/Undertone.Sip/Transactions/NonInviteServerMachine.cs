using static Undertone.Sip.Transactions.TransactionActions;
using static Undertone.Sip.Transactions.TransactionInput;
using static Undertone.Sip.Transactions.TransactionPhase;

namespace Undertone.Sip.Transactions;

/// <summary>The server transaction of every method but INVITE and ACK: RFC 3261 17.2.2.</summary>
public static class NonInviteServerMachine
{
    /// <summary>Trying: give the request to the user.</summary>
    public static TransactionStep Start(bool reliable) => new(new TransactionState(Trying, reliable), PassToUser);

    /// <summary>The transition table; a pair that is not listed changes nothing (in Trying that is how retransmissions are dropped).</summary>
    public static TransactionStep Next(TransactionState state, TransactionInput input, TransactionTimers timers, DateTimeOffset now) =>
        (state.Phase, input) switch
        {
            (Trying or Proceeding, UserSends1xx) => new(state with { Phase = Proceeding }, SendResponse),
            (Trying or Proceeding, UserSends2xx or UserSends3xxTo6xx) => Complete(state, timers, now),

            (Proceeding or Completed, RequestRetransmitted) => new(state, SendResponse),
            // Trying has sent nothing that could fail, except a final response on a reliable transport, which ends at once.
            (Proceeding or Completed, TransportError) => End(state, ReportTransportError),
            (Completed, TimerJ) => End(state),

            _ => new(state),
        };

    private static TransactionStep Complete(TransactionState state, TransactionTimers timers, DateTimeOffset now) => state.Reliable
        ? End(state, SendResponse)
        : new(state with { Phase = Completed }, SendResponse, new TimerStart(TransactionTimer.J, now + timers.GiveUp));

    private static TransactionStep End(TransactionState state, TransactionActions actions = None) =>
        new(state with { Phase = Terminated }, actions);
}
