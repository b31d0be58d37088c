using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Calls;

/// <content>A call that this phone places.</content>
public sealed partial class PhoneCall
{
    private SipUri? _target;
    private bool _lateOffer;
    private bool _cancelled;
    private uint _inviteSequence;
    private IClientTransaction? _inviteTransaction;
    private SipRequest? _ack;

    /// <summary>Waits until the far side answers.</summary>
    /// <exception cref="PhoneRequestException">It refused; the status says why.</exception>
    /// <exception cref="TimeoutException">It did neither in time; the call is given up.</exception>
    public async Task WaitForAnswerAsync(CancellationToken cancellation = default)
    {
        try
        {
            await Patience.WaitAsync(
                () => State is PhoneCallState.Talking or PhoneCallState.Held or PhoneCallState.Ended,
                Options.Patience,
                () => $"{FarNumber} to answer {Options.Number} (the call is {State})",
                cancellation).ConfigureAwait(false);
        }
        catch
        {
            Cancel();
            throw;
        }

        if (End is { } end)
        {
            throw new PhoneRequestException(
                $"The call of {Options.Number} to {FarNumber}", end.StatusCode, SipStatus.ReasonPhrase(end.StatusCode));
        }
    }

    /// <summary>Gives up a call that is not answered yet, and waits until it is over.</summary>
    /// <exception cref="TimeoutException">The far side did not let go in time.</exception>
    public Task CancelAsync(CancellationToken cancellation = default)
    {
        Cancel();
        return WaitForAsync(PhoneCallState.Ended, cancellation: cancellation);
    }

    internal static PhoneCall Outgoing(SimulatedPhone phone, SipUri target, SipFlow flow, bool lateOffer) =>
        new(phone, flow, SipIds.NewCallId(), isIncoming: false, target.User ?? target.Host) { _target = target, _lateOffer = lateOffer };

    /// <summary>Sends the INVITE; what follows happens as the answers come.</summary>
    internal void Invite() => _ = InviteAsync();

    private async Task InviteAsync()
    {
        var (_, final) = await _phone.SendAsync(MakeInvite, _flow, OnInviteResponse, NoteInviteTransaction).ConfigureAwait(false);
        if (!final.IsSuccess)
        {
            var reason = _cancelled ? PhoneCallEndReason.Cancelled
                : final.StatusCode is SipStatus.RequestTimeout or SipStatus.ServiceUnavailable && final.Headers.Count == 0 ? PhoneCallEndReason.Failed
                : PhoneCallEndReason.Refused;
            Finish(reason, final.StatusCode);
        }
    }

    private SipRequest MakeInvite()
    {
        var own = _phone.OwnAddress();
        var invite = new SipRequest(SipMethod.Invite, _target!)
        {
            From = own.WithTag(_localTag),
            To = new NameAddress(_target!),
            CallId = _callId,
            CSeq = new CSeqHeader(++_inviteSequence, SipMethod.Invite),
            Contacts = [new NameAddress(Contact())],
        };
        invite.Headers.Add(SipHeaderNames.Allow, SimulatedPhone.AllowedMethods);
        if (!_lateOffer)
        {
            _ours ??= SdpOfferAnswer.CreateOffer(Local());
            invite.SetBody(SessionDescription.MediaType, _ours.ToBytes());
        }

        InviteRequest = invite;
        return invite;
    }

    private void NoteInviteTransaction(IClientTransaction transaction)
    {
        lock (_gate)
        {
            _inviteTransaction = transaction;
            if (!_cancelled)
            {
                return;
            }
        }

        transaction.Cancel();
    }

    private void Cancel()
    {
        IClientTransaction? transaction;
        lock (_gate)
        {
            _cancelled = true;
            transaction = _inviteTransaction;
        }

        transaction?.Cancel();
    }

    private void OnInviteResponse(SipRequest invite, SipResponse response)
    {
        if (End?.Reason == PhoneCallEndReason.Vanished)
        {
            return;
        }

        if (response.IsSuccess)
        {
            OnAnswered(invite, response);
        }
        else if (response.IsProvisional && response.StatusCode > SipStatus.Trying && State is PhoneCallState.Calling or PhoneCallState.Ringing)
        {
            if (_ours is not null && DescriptionOf(response) is { } early && SdpOfferAnswer.TryAccept(_ours, early, out var agreed, out _))
            {
                _audio.Agreed = agreed;
            }

            if (response.To.Tag is { } tag)
            {
                _earlyRemoteTag = tag;
            }

            MoveTo(PhoneCallState.Ringing);
        }
    }

    private void OnAnswered(SipRequest invite, SipResponse response)
    {
        if (_ack is { } again)
        {
            _phone.Stack.SendStateless(again, _flow);
            return;
        }

        lock (_gate)
        {
            _dialog = Dialog.FromUac(invite, response);
            _ack = _dialog.CreateAck(invite);
        }

        var isAgreed = TryAgree(DescriptionOf(response), _ack);
        _phone.Stack.SendStateless(_ack, _flow);
        if (_cancelled || !isAgreed)
        {
            // RFC 3261 15: the answer was faster than the CANCEL, or is of no use; the call exists and needs a BYE.
            _ = SendInDialogAsync(SipMethod.Bye, null);
            Finish(_cancelled ? PhoneCallEndReason.Cancelled : PhoneCallEndReason.Failed, SipStatus.NotAcceptableHere);
            return;
        }

        MoveToAnswered();
    }

    /// <summary>Agrees on what came with the 200: an answer to our offer, or an offer that the ACK answers.</summary>
    private bool TryAgree(SessionDescription? theirs, SipRequest ack)
    {
        if (!_lateOffer)
        {
            // Without a description the 183 has brought it before.
            if (theirs is null)
            {
                return Agreed is not null;
            }

            var isAccepted = SdpOfferAnswer.TryAccept(_ours!, theirs, out var accepted, out _);
            _audio.Agreed = accepted ?? _audio.Agreed;
            return isAccepted;
        }

        if (theirs is null || !SdpOfferAnswer.TryAnswer(theirs, Local(), out var answer, out var negotiated, out _))
        {
            return false;
        }

        ack.SetBody(SessionDescription.MediaType, answer.ToBytes());
        (_ours, _audio.Agreed) = (answer, negotiated);
        return true;
    }
}
