using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Sessions;

/// <summary>A session that we began: one INVITE to one device (RFC 3261 13.2).</summary>
internal sealed class OutgoingSession : SipSession, IClientTransactionUser
{
    private readonly Trunk? _trunk;
    private SipRequest _invite;
    private ITimer? _patience;
    private int _challenges;
    private IClientTransaction? _transaction;
    private ReadOnlyMemory<byte> _earlyAnswer;
    private bool _cancelled;
    private bool _decided;

    /// <param name="context">Surroundings.</param>
    /// <param name="owner">Whom it reports to.</param>
    /// <param name="audio">The audio of the leg; an offer has been made with it.</param>
    /// <param name="flow">The way to the device.</param>
    /// <param name="invite">The INVITE, with From (and our tag), To and Call-ID; Contact and body are added here.</param>
    /// <param name="trunk">The trunk that it goes over; null for a device of ours, which challenges nobody and is not hurried.</param>
    public OutgoingSession(SessionContext context, ISessionOwner owner, LegAudio audio, SipFlow flow, SipRequest invite, Trunk? trunk = null)
        : base(context, owner, audio, flow, invite.CallId, invite.From.Tag ?? "")
    {
        _invite = invite;
        _trunk = trunk;
        invite.MaxForwards = context.HopsLeft;
        AddContact(invite);
        SetDescription(invite, audio.LastSent ?? audio.Offer(AudioWish.Unknown));
        context.Open(this);
    }

    /// <summary>True when the device has answered anything at all, be it that it tries.</summary>
    public bool IsReached { get; private set; }

    /// <inheritdoc />
    public override bool OwnsCallId => true;

    /// <summary>Where the far side sends the call instead (RFC 3261 21.3); null unless it has.</summary>
    public SipUri? RedirectedTo { get; private set; }

    /// <inheritdoc />
    protected override bool IsTrunk => _trunk is not null;

    /// <inheritdoc />
    protected override TrunkCredentials? Credentials => _trunk?.Credentials;

    /// <summary>Sends the INVITE.</summary>
    public void Start()
    {
        if (_trunk is not null)
        {
            _patience = Context.After(_trunk.Options.Timeout, GiveUpAsync);
        }

        _transaction = Context.Stack.SendRequest(_invite, Flow, this);
    }

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
            if (_transaction is null)
            {
                Finish();
                return;
            }

            _transaction.Cancel();
        }
    }

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        if (!Context.Mailbox.Post(() => HandleAsync(response)) && response.IsSuccess)
        {
            // The call is long over, but a phone that answers it must not be left waiting for an ACK.
            EndOtherBranch(response, Acknowledge(response));
        }
    }

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        => Context.Mailbox.Post(() => DecideAsync(
            failure is ClientTransactionFailure.Timeout && _trunk is null ? SipStatus.RequestTimeout : SipStatus.ServiceUnavailable));

    private async ValueTask HandleAsync(SipResponse response)
    {
        IsReached = true;
        _patience?.Dispose();
        if (response.StatusCode >= 300)
        {
            if (!TryAnswerChallenge(response))
            {
                RedirectedTo = response.StatusCode < 400 && response.Contacts is [var contact, ..] ? contact.Uri : null;
                await DecideAsync(response.StatusCode);
            }
        }
        else if (response.StatusCode >= 200)
        {
            await OnSuccessAsync(response);
        }
        else if (response.StatusCode > 100 && !_cancelled && !_decided)
        {
            await OnProvisionalAsync(response);
        }
    }

    private bool TryAnswerChallenge(SipResponse response)
    {
        if (_cancelled
            || _decided
            || _challenges++ >= TrunkCredentials.MostChallenges
            || Credentials?.Answer(response, _invite) is not { } again)
        {
            return false;
        }

        _invite = again;
        Start();
        return true;
    }

    // Nothing at all has come: should it be a late 180 that does, the CANCEL follows it.
    private ValueTask GiveUpAsync()
    {
        if (!_decided && !_cancelled)
        {
            _transaction?.Cancel();
            return DecideAsync(SipStatus.ServiceUnavailable);
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask OnProvisionalAsync(SipResponse response)
    {
        if (response.Body.Length > 0 && Audio.TryAccept(response.Body.Span))
        {
            _earlyAnswer = response.Body;
            await Owner.OnEarlyMediaAsync(this);
        }
        else
        {
            Owner.OnRinging(this);
        }
    }

    private async ValueTask OnSuccessAsync(SipResponse response)
    {
        Dialog dialog = Acknowledge(response);
        if (_decided)
        {
            EndOtherBranch(response, dialog);
            return;
        }

        _decided = true;
        Dialog = dialog;
        Flow = WayOf(dialog, Flow);
        Establish();
        if (_cancelled)
        {
            SendBye();
            return;
        }

        // RFC 3261 13.2.1: the first description was the answer; some phones do not repeat it in the 200.
        ReadOnlyMemory<byte> answer = response.Body.Length > 0 ? response.Body : _earlyAnswer;
        if (!Audio.TryAccept(answer.Span))
        {
            // Not 488, which would be the phone's own word and is worth a second offer: this one has answered, and not to what was offered.
            SendBye();
            await Owner.OnRejectedAsync(this, SipStatus.NotAcceptableAnywhere);
            return;
        }

        await Owner.OnAnsweredAsync(this);
    }

    private Dialog Acknowledge(SipResponse success)
    {
        var dialog = Dialog.FromUac(_invite, success);
        Context.Stack.SendStateless(dialog.CreateAck(_invite), WayOf(dialog, Flow));
        return dialog;
    }

    // A repetition of the 2xx needs its ACK again and nothing else; another branch of a forking proxy is ended (RFC 3261 13.2.2.4).
    private void EndOtherBranch(SipResponse success, Dialog dialog)
    {
        if (Dialog?.RemoteTag != success.To.Tag)
        {
            (SipRequest bye, _) = dialog.CreateRequest(SipMethod.Bye);
            Context.Stack.SendRequest(bye, WayOf(dialog, Flow), Ending.Ignored);
        }
    }

    private async ValueTask DecideAsync(int status)
    {
        if (_decided)
        {
            return;
        }

        _decided = true;
        _patience?.Dispose();
        Finish();
        if (!_cancelled)
        {
            await Owner.OnRejectedAsync(this, status);
        }
    }
}
