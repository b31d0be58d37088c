using Undertone.Sip.Messages;

namespace Undertone.Sip.Transactions;

/// <summary>The two requests that a client transaction makes from its INVITE.</summary>
internal static class ClientRequests
{
    private const int MaxForwards = 70;

    /// <summary>The ACK for a refusal: everything of the INVITE but the To of the response (RFC 3261 17.1.1.3).</summary>
    public static SipRequest AckFor(SipRequest invite, SipResponse response)
    {
        var ack = Derive(invite, SipMethod.Ack);
        ack.To = response.To;
        return ack;
    }

    /// <summary>The CANCEL (RFC 3261 9.1).</summary>
    public static SipRequest CancelFor(SipRequest invite) => Derive(invite, SipMethod.Cancel);

    private static SipRequest Derive(SipRequest invite, SipMethod method)
    {
        var request = new SipRequest(method, invite.RequestUri);
        request.Headers.Add(SipHeaderNames.Via, invite.TopVia.ToString());
        Copy(SipHeaderNames.Route);
        request.MaxForwards = MaxForwards;
        Copy(SipHeaderNames.From);
        Copy(SipHeaderNames.To);
        Copy(SipHeaderNames.CallId);
        request.CSeq = new CSeqHeader(invite.CSeq.Number, method);
        Copy(SipHeaderNames.UserAgent);
        return request;

        void Copy(string name)
        {
            foreach (var value in invite.Headers.All(name))
            {
                request.Headers.Add(name, value);
            }
        }
    }
}
