using System.Net;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Transactions;

/// <summary>The way out for the transactions.</summary>
internal interface ISipSender
{
    /// <summary>Sends a request; false when it failed at once, in which case the observer is not told.</summary>
    bool Send(ReadOnlyMemory<byte> message, SipFlow flow, ISendObserver? observer);

    /// <summary>
    /// Sends a response: on a stream over the connection of the request while it lives, else to the destination of the Via.
    /// </summary>
    bool SendResponse(ReadOnlyMemory<byte> message, SipFlow flow, IPEndPoint viaDestination, ISendObserver? observer);
}
