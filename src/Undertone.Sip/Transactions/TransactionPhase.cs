namespace Undertone.Sip.Transactions;

/// <summary>The states of the four machines of RFC 3261 section 17 and RFC 6026; each machine uses those of its own figure.</summary>
public enum TransactionPhase
{
    /// <summary>INVITE client: the request is out, nothing came back.</summary>
    Calling,

    /// <summary>Non-INVITE: the request is out (client) or with the user (server), nothing was answered.</summary>
    Trying,

    /// <summary>A provisional response came (client) or may be sent (server).</summary>
    Proceeding,

    /// <summary>INVITE only: a 2xx passed; further ones still belong here (RFC 6026).</summary>
    Accepted,

    /// <summary>A final response passed; only retransmissions are expected.</summary>
    Completed,

    /// <summary>INVITE server: the ACK for a non-2xx came.</summary>
    Confirmed,

    /// <summary>Over; the transaction is to be forgotten.</summary>
    Terminated,
}
