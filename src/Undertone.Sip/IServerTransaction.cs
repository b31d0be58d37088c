using Undertone.Sip.Messages;

namespace Undertone.Sip;

/// <summary>A request that came in and waits for its response. Safe from any thread.</summary>
public interface IServerTransaction
{
    /// <summary>The request, with <c>received</c> and <c>rport</c> in its top Via (RFC 3581).</summary>
    SipRequest Request { get; }

    /// <summary>The way it came; its remote end is the real source, behind any NAT.</summary>
    SipFlow Flow { get; }

    /// <summary>True once a final response was given.</summary>
    bool IsCompleted { get; }

    /// <summary>
    /// Sends a response where RFC 3261 18.2.2 and RFC 3581 say. The stack repeats it as needed: a final response to an INVITE until its
    /// ACK comes, a 2xx too. A second final response is dropped.
    /// </summary>
    /// <param name="response">The response, best made by <see cref="SipResponse.CreateFor"/>.</param>
    void Respond(SipResponse response);
}
