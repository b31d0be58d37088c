using Undertone.Sip.Messages;

namespace Undertone.Sip;

/// <summary>A request that was sent and its answers. Safe from any thread.</summary>
public interface IClientTransaction
{
    /// <summary>The request as sent, with our Via.</summary>
    SipRequest Request { get; }

    /// <summary>The way it went.</summary>
    SipFlow Flow { get; }

    /// <summary>True once a final response or a failure has come.</summary>
    bool IsCompleted { get; }

    /// <summary>
    /// Gives up an INVITE (RFC 3261 9.1): sends CANCEL now, or as soon as the first provisional response comes. The final response,
    /// usually 487, still arrives; when it does not within 64 * T1, a time-out is reported. Does nothing when the final response is
    /// there, for other methods, and the second time.
    /// </summary>
    void Cancel();
}
