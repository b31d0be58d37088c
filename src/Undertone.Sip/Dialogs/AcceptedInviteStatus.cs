namespace Undertone.Sip.Dialogs;

/// <summary>Where a 2xx that waits for its ACK stands.</summary>
public enum AcceptedInviteStatus
{
    /// <summary>The 2xx is repeated.</summary>
    Waiting,

    /// <summary>The ACK came.</summary>
    Acknowledged,

    /// <summary>No ACK within 64 * T1: the session should be ended with BYE (RFC 3261 13.3.1.4).</summary>
    GivenUp,
}
