using Undertone.Sip.Messages;

namespace Undertone.Sip.Dialogs;

/// <content>The requests made inside a dialog.</content>
public sealed partial record Dialog
{
    private const int MaxForwards = 70;

    /// <summary>Makes the next request of this dialog, without Via (RFC 3261 12.2.1.1).</summary>
    /// <param name="method">Any but ACK and CANCEL, which take the number of their INVITE.</param>
    /// <param name="contact">Our address for Contact, which INVITE and UPDATE need; null for none.</param>
    /// <returns>The request and the next state.</returns>
    public (SipRequest Request, Dialog Next) CreateRequest(SipMethod method, SipUri? contact = null)
    {
        var next = this with { LocalSequence = LocalSequence + 1 };
        var request = Build(method, next.LocalSequence);
        if (contact is not null)
        {
            request.Contacts = [new NameAddress(contact)];
        }

        return (request, next);
    }

    /// <summary>Makes the ACK for a 2xx to an INVITE of ours (RFC 3261 13.2.2.4).</summary>
    /// <param name="inviteSequence">The number of the INVITE.</param>
    public SipRequest CreateAck(uint inviteSequence) => Build(SipMethod.Ack, inviteSequence);

    /// <summary>Makes the ACK for a 2xx to an INVITE of ours, with the credentials of the INVITE (RFC 3261 13.2.2.4).</summary>
    /// <param name="invite">The INVITE.</param>
    public SipRequest CreateAck(SipRequest invite)
    {
        var ack = CreateAck(invite.CSeq.Number);
        foreach (var name in (string[])[SipHeaderNames.Authorization, SipHeaderNames.ProxyAuthorization])
        {
            foreach (var credentials in invite.Headers.All(name))
            {
                ack.Headers.Add(name, credentials);
            }
        }

        return ack;
    }

    private SipRequest Build(SipMethod method, uint sequence)
    {
        var (target, routes) = Path();
        var request = new SipRequest(method, target);
        if (routes.Count > 0)
        {
            request.Routes = routes;
        }

        request.MaxForwards = MaxForwards;
        request.From = LocalTag.Length == 0 ? Local : Local.WithTag(LocalTag);
        request.To = RemoteTag.Length == 0 ? Remote : Remote.WithTag(RemoteTag);
        request.CallId = CallId;
        request.CSeq = new CSeqHeader(sequence, method);
        return request;
    }

    /// <summary>Request-URI and Route: a loose router keeps the target in the Request-URI, a strict one wants to stand there itself.</summary>
    private (SipUri Target, IReadOnlyList<NameAddress> Routes) Path()
    {
        if (RouteSet is not [var first, ..] || first.Uri.IsLooseRouter)
        {
            return (RemoteTarget, RouteSet);
        }

        // RFC 3261 12.2.1.1 with 19.1.1: method and headers may not stand in a Request-URI.
        return (first.Uri.WithoutParameter("method").WithoutHeaders(), [.. RouteSet.Skip(1), new NameAddress(RemoteTarget)]);
    }
}
