using System.Text;
using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Calls;

/// <content>A call that comes in, and what the far side asks for during a call.</content>
public sealed partial class PhoneCall
{
    private IServerTransaction? _invite;
    private bool _awaitsAnswerInAck;
    private bool _isAcknowledged;

    /// <summary>Answers an incoming call and waits for the ACK.</summary>
    /// <exception cref="InvalidOperationException">The call does not ring here.</exception>
    /// <exception cref="TimeoutException">No ACK came.</exception>
    public Task AnswerAsync(CancellationToken cancellation = default)
    {
        if (!TryAnswer())
        {
            throw new InvalidOperationException($"The call of {FarNumber} does not ring at {Options.Number}: it is {State}.");
        }

        return Patience.WaitAsync(
            () => _isAcknowledged || State == PhoneCallState.Ended, Options.Patience, () => $"the ACK from {FarNumber}", cancellation);
    }

    /// <summary>Refuses an incoming call.</summary>
    /// <param name="statusCode">603 as a rule, 486 for busy, 480 for not available.</param>
    /// <exception cref="InvalidOperationException">The call does not ring here.</exception>
    public Task DeclineAsync(int statusCode = SipStatus.Decline)
    {
        if (!IsIncoming || State != PhoneCallState.Ringing)
        {
            throw new InvalidOperationException($"The call of {FarNumber} does not ring at {Options.Number}: it is {State}.");
        }

        Refuse(statusCode, PhoneCallEndReason.Declined);
        return Task.CompletedTask;
    }

    internal static PhoneCall Incoming(SimulatedPhone phone, IServerTransaction invite) => new(
        phone, invite.Flow, invite.Request.CallId, isIncoming: true, invite.Request.From.Uri.User ?? invite.Request.From.Uri.Host)
    {
        _invite = invite,
        InviteRequest = invite.Request,
    };

    internal bool IsInvitedBy(IServerTransaction invite) => ReferenceEquals(_invite, invite);

    /// <summary>Does with a new call what the phone's policy says.</summary>
    internal void Ring()
    {
        var request = _invite!.Request;
        if (!TryTakeOffer(request))
        {
            Refuse(SipStatus.NotAcceptableHere, PhoneCallEndReason.Failed);
            return;
        }

        switch (Options.Answering)
        {
            case AnswerPolicy.Busy:
                Refuse(SipStatus.BusyHere, PhoneCallEndReason.Declined);
                break;
            case AnswerPolicy.Decline:
                Refuse(SipStatus.Decline, PhoneCallEndReason.Declined);
                break;
            case AnswerPolicy.ByHeaders when AutoAnswer.IsAskedBy(request):
            case AnswerPolicy.Always:
                TryAnswer();
                break;
            default:
                SendRinging();
                break;
        }
    }

    internal void OnCancel() => Refuse(SipStatus.RequestTerminated, PhoneCallEndReason.Cancelled);

    internal void OnAck(SipRequest ack)
    {
        if (_awaitsAnswerInAck && _ours is not null && DescriptionOf(ack) is { } theirs)
        {
            _awaitsAnswerInAck = false;
            if (SdpOfferAnswer.TryAccept(_ours, theirs, out var agreed, out _))
            {
                _audio.Agreed = agreed;
                MoveToAnswered();
            }
        }

        _isAcknowledged = true;
    }

    internal void OnRequest(IServerTransaction transaction)
    {
        var request = transaction.Request;
        if (End?.Reason == PhoneCallEndReason.Vanished)
        {
            return;
        }

        if (CheckedByDialog(request) is var refusal and not 0)
        {
            transaction.Respond(SipResponse.CreateFor(request, refusal));
        }
        else if (request.Method == SipMethod.Bye)
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.Ok));
            Finish(PhoneCallEndReason.HungUpThere, SipStatus.Ok);
        }
        else if (request.Method == SipMethod.Invite)
        {
            OnReinvite(transaction);
        }
        else if (request.Method == SipMethod.Info)
        {
            transaction.Respond(SipResponse.CreateFor(request, TryReadDigit(request) ? SipStatus.Ok : SipStatus.UnsupportedMediaType));
        }
        else
        {
            NoteTransferReport(request);
            var isHarmless = request.Method == SipMethod.Options || request.Method == SipMethod.Notify || request.Method == SipMethod.Message;
            transaction.Respond(SipResponse.CreateFor(request, isHarmless ? SipStatus.Ok : SipStatus.MethodNotAllowed));
        }
    }

    private int CheckedByDialog(SipRequest request)
    {
        lock (_gate)
        {
            if (_dialog is null)
            {
                return SipStatus.CallDoesNotExist;
            }

            (var verdict, _dialog) = _dialog.Receive(request);
            return verdict switch
            {
                DialogVerdict.InOrder => 0,
                DialogVerdict.OutOfOrder => SipStatus.ServerInternalError,
                _ => SipStatus.CallDoesNotExist,
            };
        }
    }

    private void SendRinging()
    {
        var status = Options.EarlyMedia && _ours is not null ? SipStatus.SessionProgress : SipStatus.Ringing;
        var response = Response(_invite!.Request, status);
        if (status == SipStatus.SessionProgress)
        {
            response.SetBody(SessionDescription.MediaType, _ours!.ToBytes());
        }

        _invite.Respond(response);
        if (Options.Answering == AnswerPolicy.AfterRinging)
        {
            _ = AnswerLaterAsync();
        }
    }

    private async Task AnswerLaterAsync()
    {
        await Task.Delay(Options.RingingTime).ConfigureAwait(false);
        TryAnswer();
    }

    /// <summary>Negotiates the offer of an INVITE, so that its answer is ready; without an offer the 200 will make one.</summary>
    private bool TryTakeOffer(SipRequest invite)
    {
        if (invite.Body.IsEmpty)
        {
            return true;
        }

        if (DescriptionOf(invite) is not { } offer
            || !SdpOfferAnswer.TryAnswer(offer, Local(), out var answer, out var negotiated, out _, _ours, Agreed))
        {
            return false;
        }

        (answer, negotiated) = OwnPayloadTypes.Apply(answer, negotiated, Local());
        _ours = answer;
        if (_dialog is null && Options.EarlyMedia)
        {
            _audio.Agreed = negotiated;
        }

        _negotiated = negotiated;
        return true;
    }

    private bool TryAnswer()
    {
        var invite = _invite;
        lock (_gate)
        {
            if (!IsIncoming || State != PhoneCallState.Ringing || invite is null || _dialog is not null)
            {
                return false;
            }

            _dialog = Dialog.FromUas(invite.Request, _localTag, isEarly: false);
        }

        Accept(invite);
        return true;
    }

    /// <summary>Sends the 200 to an INVITE or re-INVITE, with the answer to its offer or with an offer of our own.</summary>
    private void Accept(IServerTransaction invite)
    {
        _awaitsAnswerInAck = invite.Request.Body.IsEmpty;
        if (_awaitsAnswerInAck)
        {
            _ours = SdpOfferAnswer.CreateOffer(Local(), _ours);
        }
        else
        {
            _audio.Agreed = _negotiated;
        }

        var response = Response(invite.Request, SipStatus.Ok);
        response.SetBody(SessionDescription.MediaType, _ours!.ToBytes());
        MoveToAnswered();
        invite.Respond(response);
    }

    private void OnReinvite(IServerTransaction transaction)
    {
        if (_isReinviting)
        {
            // RFC 3261 14.2: both sides asked at once.
            transaction.Respond(Response(transaction.Request, SipStatus.RequestPending));
        }
        else if (!TryTakeOffer(transaction.Request))
        {
            transaction.Respond(Response(transaction.Request, SipStatus.NotAcceptableHere));
        }
        else
        {
            Accept(transaction);
        }
    }

    private void Refuse(int statusCode, PhoneCallEndReason reason)
    {
        _invite!.Respond(Response(_invite.Request, statusCode));
        Finish(reason, statusCode);
    }

    private SipResponse Response(SipRequest request, int statusCode)
    {
        var response = SipResponse.CreateFor(request, statusCode, toTag: _localTag);
        if (statusCode < 300)
        {
            response.Contacts = [new NameAddress(Contact())];
            response.Headers.Add(SipHeaderNames.Allow, SimulatedPhone.AllowedMethods);
        }

        return response;
    }

    /// <summary>application/dtmf-relay ("Signal=5") and application/dtmf ("5").</summary>
    private bool TryReadDigit(SipRequest info)
    {
        if (!info.HasContentType("application/dtmf-relay") && !info.HasContentType("application/dtmf"))
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(info.Body.Span);
        var signal = text.IndexOf("Signal=", StringComparison.OrdinalIgnoreCase);
        var rest = (signal < 0 ? text : text[(signal + "Signal=".Length)..]).TrimStart();
        if (rest.Length == 0)
        {
            return false;
        }

        NoteDigit(rest[0], byInfo: true, System.Diagnostics.Stopwatch.GetTimestamp());
        return true;
    }
}
