using Undertone.Sip.Messages;

namespace Undertone.Sip;

/// <summary>
/// Who answers incoming requests. Called on pool threads, in order and never at the same time for one transaction; must not block.
/// An exception from <see cref="OnRequest"/> is logged and answered with 500.
/// </summary>
public interface ISipRequestHandler
{
    /// <summary>A new request other than ACK and CANCEL; inside a dialog too. It must be answered in the end.</summary>
    /// <param name="transaction">The request and the way to answer it.</param>
    void OnRequest(IServerTransaction transaction);

    /// <summary>The ACK for a 2xx; its repetitions are absorbed.</summary>
    /// <param name="ack">The ACK; it may hold the answer to a late offer.</param>
    /// <param name="flow">The way it came.</param>
    void OnAck(SipRequest ack, SipFlow flow);

    /// <summary>
    /// An INVITE that has no final response yet is cancelled. The CANCEL itself has been answered; the handler answers the INVITE,
    /// with 487 (RFC 3261 9.2).
    /// </summary>
    /// <param name="invite">The INVITE's transaction.</param>
    void OnCancel(IServerTransaction invite);

    /// <summary>
    /// A 2xx to an INVITE was repeated for 64 * T1 and no ACK came (RFC 3261 13.3.1.4): the session should be ended with BYE.
    /// </summary>
    /// <param name="invite">The INVITE's transaction.</param>
    void OnAckMissing(IServerTransaction invite)
    {
    }
}
