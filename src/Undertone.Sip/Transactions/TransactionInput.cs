namespace Undertone.Sip.Transactions;

/// <summary>All that can happen to a transaction: a message, a word of its user, a timer, a failure of the transport.</summary>
public enum TransactionInput
{
    /// <summary>Client: a provisional response arrived.</summary>
    Response1xx,

    /// <summary>Client: a success arrived.</summary>
    Response2xx,

    /// <summary>Client: any other final response arrived.</summary>
    Response3xxTo6xx,

    /// <summary>Server: the user answers provisionally.</summary>
    UserSends1xx,

    /// <summary>Server: the user accepts.</summary>
    UserSends2xx,

    /// <summary>Server: the user refuses.</summary>
    UserSends3xxTo6xx,

    /// <summary>Server: the same request arrived again.</summary>
    RequestRetransmitted,

    /// <summary>INVITE server: an ACK that matches this transaction arrived.</summary>
    Ack,

    /// <summary>INVITE client: the user's CANCEL went out (RFC 3261 9.1).</summary>
    UserCancels,

    /// <summary>The transport could not send.</summary>
    TransportError,

    /// <summary>Timer A fired.</summary>
    TimerA,

    /// <summary>Timer B fired.</summary>
    TimerB,

    /// <summary>Timer D fired.</summary>
    TimerD,

    /// <summary>Timer E fired.</summary>
    TimerE,

    /// <summary>Timer F fired.</summary>
    TimerF,

    /// <summary>Timer G fired.</summary>
    TimerG,

    /// <summary>Timer H fired.</summary>
    TimerH,

    /// <summary>Timer I fired.</summary>
    TimerI,

    /// <summary>Timer J fired.</summary>
    TimerJ,

    /// <summary>Timer K fired.</summary>
    TimerK,

    /// <summary>Timer L fired.</summary>
    TimerL,

    /// <summary>Timer M fired.</summary>
    TimerM,

    /// <summary>The 200 ms of RFC 3261 17.2.1 are over.</summary>
    TimerTrying,

    /// <summary>64 * T1 after a CANCEL are over.</summary>
    TimerCancelled,
}
