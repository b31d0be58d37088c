using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>A session that we began: one INVITE to one device (RFC 3261 13.2).</summary>
internal sealed class OutgoingSession : SipSession, IClientTransactionUser
{
    private readonly SipRequest _invite;
    private IClientTransaction? _transaction;
    private bool _cancelled;
    private bool _decided;

    /// <param name="context">Surroundings.</param>
    /// <param name="owner">Whom it reports to.</param>
    /// <param name="audio">The audio of the leg; an offer has been made with it.</param>
    /// <param name="flow">The way to the device.</param>
    /// <param name="invite">The INVITE, with From (and our tag), To and Call-ID; Contact and body are added here.</param>
    public OutgoingSession(SessionContext context, ISessionOwner owner, LegAudio audio, SipFlow flow, SipRequest invite)
        : base(context, owner, audio, flow, invite.CallId, invite.From.Tag ?? "")
    {
        _invite = invite;
        AddContact(invite);
        SetDescription(invite, audio.LastSent ?? audio.Offer([]));
        context.Sessions.Add(this);
    }

    /// <summary>Sends the INVITE.</summary>
    public void Start() => _transaction = Context.Stack.SendRequest(_invite, Flow, this);

    /// <inheritdoc />
    public override void HangUp()
    {
        if (IsEstablished)
        {
            SendBye();
        }
        else if (!_decided && !_cancelled)
        {
            _cancelled = true;
            _transaction?.Cancel();
        }
    }

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        => Context.Mailbox.Post(() => HandleAsync(response, flow));

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        => Context.Mailbox.Post(() => DecideAsync(
            failure is ClientTransactionFailure.Timeout ? SipStatus.RequestTimeout : SipStatus.ServiceUnavailable));

    private async ValueTask HandleAsync(SipResponse response, SipFlow flow)
    {
        if (response.StatusCode >= 300)
        {
            await DecideAsync(response.StatusCode);
        }
        else if (response.StatusCode >= 200)
        {
            await OnSuccessAsync(response, flow);
        }
        else if (response.StatusCode > 100 && !_cancelled && !_decided)
        {
            OnProvisional(response);
        }
    }

    private void OnProvisional(SipResponse response)
    {
        if (response.Body.Length > 0 && Audio.TryAccept(response.Body.Span))
        {
            Owner.OnEarlyMedia(this);
        }
        else
        {
            Owner.OnRinging(this);
        }
    }

    private async ValueTask OnSuccessAsync(SipResponse response, SipFlow flow)
    {
        var dialog = Dialog.FromUac(_invite, response);
        Context.Stack.SendStateless(dialog.CreateAck(_invite.CSeq.Number), Flow);
        if (_decided)
        {
            // A repetition needs its ACK again, and nothing else; another branch of a forking proxy is answered and ended.
            if (Dialog is null || Dialog.RemoteTag != dialog.RemoteTag)
            {
                (SipRequest bye, _) = dialog.CreateRequest(SipMethod.Bye);
                Context.Stack.SendRequest(bye, Flow, Bystander.Instance);
            }

            return;
        }

        _decided = true;
        Dialog = dialog;
        Establish();
        if (_cancelled)
        {
            SendBye();
            return;
        }

        if (!Audio.TryAccept(response.Body.Span))
        {
            SendBye();
            await Owner.OnRejectedAsync(this, SipStatus.NotAcceptableHere);
            return;
        }

        await Owner.OnAnsweredAsync(this);
    }

    private async ValueTask DecideAsync(int status)
    {
        if (_decided)
        {
            return;
        }

        _decided = true;
        Finish();
        if (!_cancelled)
        {
            await Owner.OnRejectedAsync(this, status);
        }
    }
}
