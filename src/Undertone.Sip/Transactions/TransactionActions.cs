namespace Undertone.Sip.Transactions;

/// <summary>What the shell must do after a step; several may be set, and they are done in the order of their declaration.</summary>
[Flags]
public enum TransactionActions
{
    /// <summary>Nothing: the input is absorbed.</summary>
    None = 0,

    /// <summary>Client: send the request, for the first time or again.</summary>
    SendRequest = 1,

    /// <summary>INVITE client: send the ACK for a non-2xx final response (RFC 3261 17.1.1.3).</summary>
    SendAck = 2,

    /// <summary>Server: send the response just given by the user, or the last one again.</summary>
    SendResponse = 4,

    /// <summary>INVITE server: make a 100 Trying and send it.</summary>
    SendTrying = 8,

    /// <summary>Give the message at hand to the user.</summary>
    PassToUser = 16,

    /// <summary>Tell the user that the other side did not answer in time.</summary>
    ReportTimeout = 32,

    /// <summary>Tell the user that the transport failed.</summary>
    ReportTransportError = 64,
}
