using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Sessions;

/// <summary>A session that a device began: we are its callee (RFC 3261 13.3).</summary>
internal sealed class IncomingSession : SipSession
{
    private readonly IServerTransaction _invite;
    private readonly Trunk? _trunk;
    private bool _answered;

    public IncomingSession(SessionContext context, ISessionOwner owner, LegAudio audio, IServerTransaction invite, Trunk? trunk)
        : base(context, owner, audio, invite.Flow, invite.Request.CallId, SipIds.NewTag())
    {
        _invite = invite;
        _trunk = trunk;
        Dialog = Dialog.FromUas(invite.Request, LocalTag, isEarly: true);
        Flow = WayOf(Dialog, invite.Flow);
        context.Open(this);
        context.Sessions.AddInvite(invite, this, context.Mailbox);
    }

    /// <inheritdoc />
    protected override bool IsTrunk => _trunk is not null;

    /// <inheritdoc />
    protected override TrunkCredentials? Credentials => _trunk?.Credentials;

    /// <summary>The device's offer; empty if it leaves the offer to us.</summary>
    public ReadOnlyMemory<byte> Offer => _invite.Request.Body;

    /// <summary>Tells the device that the far end rings.</summary>
    public void SendRinging()
    {
        if (!_answered)
        {
            _invite.Respond(Response(SipStatus.Ringing));
        }
    }

    /// <summary>Opens the audio before the answer.</summary>
    /// <param name="preferred">How the other party wants to hear.</param>
    /// <returns>False if the device made no offer, or none that can be answered; nothing has been sent then.</returns>
    public bool SendEarlyMedia(AudioWish preferred)
    {
        if (_answered || Offer.IsEmpty || (Audio.LastSent is null && !Audio.TryAnswer(Offer.Span, preferred, out _)))
        {
            return false;
        }

        SipResponse response = Response(SipStatus.SessionProgress);
        SetDescription(response, Audio.LastSent!);
        _invite.Respond(response);
        return true;
    }

    /// <summary>Answers the call.</summary>
    /// <param name="preferred">How the other party wants to hear.</param>
    /// <returns>False if the device's offer cannot be answered; nothing has been sent then.</returns>
    public bool Answer(AudioWish preferred)
    {
        bool lateOffer = Offer.IsEmpty;
        if (lateOffer)
        {
            Audio.Offer(preferred);
        }
        else if (Audio.LastSent is not null)
        {
            Audio.Confirm();
        }
        else if (!Audio.TryAnswer(Offer.Span, preferred, out _))
        {
            return false;
        }

        SipResponse response = Response(SipStatus.Ok);
        SetDescription(response, Audio.LastSent!);
        _answered = true;
        Dialog = Dialog!.Confirm();
        Establish();
        Accept(_invite, response, awaitsAnswer: lateOffer);
        return true;
    }

    /// <summary>Turns the call down.</summary>
    public void Reject(int status)
    {
        if (_answered)
        {
            return;
        }

        _answered = true;
        Context.Sessions.RemoveInvite(_invite);
        _invite.Respond(SipResponse.CreateFor(_invite.Request, status, toTag: LocalTag));
        Finish();
    }

    /// <inheritdoc />
    public override async ValueTask OnCancelAsync()
    {
        if (!_answered)
        {
            Reject(SipStatus.RequestTerminated);
            await Owner.OnHungUpAsync(this);
        }
    }

    /// <inheritdoc />
    public override void HangUp()
    {
        if (_answered)
        {
            SendBye();
        }
        else
        {
            Reject(SipStatus.TemporarilyUnavailable);
        }
    }

    /// <inheritdoc />
    protected override ValueTask OnByeAsync(IServerTransaction bye)
    {
        if (_answered)
        {
            return base.OnByeAsync(bye);
        }

        // RFC 3261 15: a caller may end an early dialog by BYE; 15.1.2: its INVITE still wants an answer.
        bye.Respond(SipResponse.CreateFor(bye.Request, SipStatus.Ok));
        return OnCancelAsync();
    }

    private SipResponse Response(int status)
    {
        SipResponse response = SipResponse.CreateFor(_invite.Request, status, toTag: LocalTag);
        AddContact(response);
        return response;
    }
}
