namespace Undertone.Sip.Transactions;

/// <summary>The timers of RFC 3261 table 4 and RFC 6026, by their letters there, and two without a letter.</summary>
public enum TransactionTimer
{
    /// <summary>INVITE client: retransmit the request (unreliable transports only).</summary>
    A,

    /// <summary>INVITE client: give up waiting for any response.</summary>
    B,

    /// <summary>INVITE client: stop answering retransmitted non-2xx finals.</summary>
    D,

    /// <summary>Non-INVITE client: retransmit the request (unreliable transports only).</summary>
    E,

    /// <summary>Non-INVITE client: give up waiting for a final response.</summary>
    F,

    /// <summary>INVITE server: retransmit the final response (unreliable transports only).</summary>
    G,

    /// <summary>INVITE server: give up waiting for the ACK.</summary>
    H,

    /// <summary>INVITE server: stop absorbing retransmitted ACKs.</summary>
    I,

    /// <summary>Non-INVITE server: stop answering retransmitted requests.</summary>
    J,

    /// <summary>Non-INVITE client: stop absorbing retransmitted responses.</summary>
    K,

    /// <summary>INVITE server: stop absorbing retransmitted INVITEs after a 2xx (RFC 6026).</summary>
    L,

    /// <summary>INVITE client: stop passing on retransmitted 2xx (RFC 6026).</summary>
    M,

    /// <summary>INVITE server: send 100 Trying if the user said nothing (RFC 3261 17.2.1).</summary>
    Trying,

    /// <summary>INVITE client: a cancelled INVITE never got its final response (RFC 3261 9.1).</summary>
    Cancelled,
}
