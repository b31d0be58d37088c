using Undertone.Sip.Messages;

namespace Undertone.Sip;

/// <summary>
/// Who sent a request and wants its answers. Called on pool threads, in order and never at the same time for one transaction; must not block.
/// </summary>
public interface IClientTransactionUser
{
    /// <summary>
    /// A response came. A repeated 2xx to an INVITE comes again and needs its ACK again (RFC 3261 13.2.2.4); other repetitions do not.
    /// The ACK for a refused INVITE has been sent already.
    /// </summary>
    /// <param name="transaction">The request's transaction.</param>
    /// <param name="response">The response.</param>
    /// <param name="flow">The way it came.</param>
    void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow);

    /// <summary>No final response will come.</summary>
    /// <param name="transaction">The request's transaction.</param>
    /// <param name="failure">Why.</param>
    void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure);
}
