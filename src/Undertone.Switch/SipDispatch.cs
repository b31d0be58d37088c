using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Calls;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;

namespace Undertone.Switch;

/// <summary>Where every request from the network arrives: REGISTER, new INVITEs, and requests inside a dialog.</summary>
internal sealed class SipDispatch(SessionTable sessions, ExtensionRegistrar registrar, InviteRouter router) : ISipRequestHandler
{
    private const string Allowed = SipSession.AllowedMethods + ", REGISTER";
    private volatile bool _closing;

    /// <summary>From now on new calls and registrations get 503; what runs goes on to its end.</summary>
    public void Close() => _closing = true;

    /// <inheritdoc />
    public void OnRequest(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        if (request.Headers.First("Require") is { Length: > 0 } required)
        {
            // RFC 3261 8.2.2.3: no extension that a phone could insist on is supported.
            SipResponse response = Answer(request, SipStatus.BadExtension);
            response.Headers.Set("Unsupported", required);
            transaction.Respond(response);
        }
        else if (request.To.Tag is { } localTag)
        {
            OnRequestInDialog(transaction, localTag);
        }
        else if (_closing)
        {
            transaction.Respond(Answer(request, SipStatus.ServiceUnavailable));
        }
        else if (request.Method == SipMethod.Register)
        {
            registrar.OnRegister(transaction);
        }
        else if (request.Method == SipMethod.Invite)
        {
            router.OnInvite(transaction);
        }
        else
        {
            transaction.Respond(OutsideDialog(request));
        }
    }

    /// <inheritdoc />
    public void OnAck(SipRequest ack, SipFlow flow)
    {
        if (ack.To.Tag is { } localTag && sessions.TryFind(ack.CallId, localTag, out SipSession? session))
        {
            session.Post(() => session.OnAckAsync(ack));
        }
    }

    /// <inheritdoc />
    public void OnCancel(IServerTransaction invite) => sessions.PostTo(invite, session => session.OnCancelAsync());

    /// <inheritdoc />
    public void OnAckMissing(IServerTransaction invite) => sessions.PostTo(invite, session => session.OnAckMissingAsync(invite));

    private void OnRequestInDialog(IServerTransaction transaction, string localTag)
    {
        SipRequest request = transaction.Request;
        if (!sessions.TryFind(request.CallId, localTag, out SipSession? session))
        {
            transaction.Respond(Answer(request, SipStatus.CallDoesNotExist));
        }
        else if (!session.Post(() => session.OnRequestAsync(transaction)))
        {
            // The session is there, so its mailbox is full: a phone that floods its own call waits, and does not lose the call.
            SipResponse response = Answer(request, SipStatus.ServiceUnavailable);
            response.Headers.Set("Retry-After", "2");
            transaction.Respond(response);
        }
    }

    private static SipResponse OutsideDialog(SipRequest request)
    {
        int status = request.Method switch
        {
            _ when request.Method == SipMethod.Options => SipStatus.Ok,
            _ when request.Method == SipMethod.Subscribe => SipStatus.BadEvent,
            _ when request.Method == SipMethod.Bye || request.Method == SipMethod.Info || request.Method == SipMethod.Update
                => SipStatus.CallDoesNotExist,
            _ => SipStatus.MethodNotAllowed,
        };
        return Answer(request, status);
    }

    private static SipResponse Answer(SipRequest request, int status)
    {
        SipResponse response = SipResponse.CreateFor(request, status, toTag: SipIds.NewTag());
        response.Headers.Set("Allow", Allowed);
        return response;
    }
}
