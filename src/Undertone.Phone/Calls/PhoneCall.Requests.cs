using System.Net;
using System.Text;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Calls;

/// <content>What this phone asks for during a call.</content>
public sealed partial class PhoneCall
{
    private NegotiatedAudio? _negotiated;
    private volatile bool _isReinviting;

    /// <summary>Puts the far side on hold.</summary>
    /// <exception cref="PhoneRequestException">The far side refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public Task HoldAsync(HoldForm form = HoldForm.SendOnly, CancellationToken cancellation = default) => ReinviteAsync(
        form switch
        {
            HoldForm.SendOnly => SdpDirection.SendOnly,
            HoldForm.Inactive or HoldForm.ZeroPort => SdpDirection.Inactive,
            _ => SdpDirection.SendRecv,
        },
        form,
        cancellation);

    /// <summary>Takes the far side off hold.</summary>
    /// <exception cref="PhoneRequestException">The far side refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public Task ResumeAsync(CancellationToken cancellation = default) => ReinviteAsync(SdpDirection.SendRecv, null, cancellation);

    /// <summary>
    /// Ends the call: BYE once it is answered, CANCEL before that, a refusal where it rings here. Waits for the far side's consent.
    /// </summary>
    /// <exception cref="PhoneRequestException">The far side refused the BYE for another reason than that it had hung up itself; the call is over all the same.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task HangUpAsync(CancellationToken cancellation = default)
    {
        switch (State)
        {
            case PhoneCallState.Ended:
                return;
            case PhoneCallState.Calling or PhoneCallState.Ringing when !IsIncoming:
                await CancelAsync(cancellation).ConfigureAwait(false);
                return;
            case PhoneCallState.Ringing:
                await DeclineAsync().ConfigureAwait(false);
                return;
            default:
                var sending = SendInDialogAsync(SipMethod.Bye, null);
                Finish(PhoneCallEndReason.HungUpHere, SipStatus.Ok);
                var response = await sending.WaitAsync(Options.Patience, cancellation).ConfigureAwait(false);
                if (response.StatusCode != SipStatus.CallDoesNotExist)
                {
                    // RFC 3261 15.1.1: 481 ends the call as a 200 does. It comes when both sides hang up at once.
                    Expect(response, SipMethod.Bye);
                }

                return;
        }
    }

    /// <summary>Presses a key, as SIP INFO with application/dtmf-relay.</summary>
    /// <exception cref="PhoneRequestException">The far side refused.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public async Task SendInfoDigitAsync(char digit, CancellationToken cancellation = default)
    {
        var body = Encoding.ASCII.GetBytes($"Signal={digit}\r\nDuration=160\r\n");
        var sending = SendInDialogAsync(SipMethod.Info, request => request.SetBody("application/dtmf-relay", body));
        Expect(await sending.WaitAsync(Options.Patience, cancellation).ConfigureAwait(false), SipMethod.Info);
    }

    private async Task ReinviteAsync(SdpDirection wish, HoldForm? form, CancellationToken cancellation)
    {
        SessionDescription offer;
        lock (_gate)
        {
            if (_dialog is null || _isReinviting || State is not (PhoneCallState.Talking or PhoneCallState.Held))
            {
                throw new InvalidOperationException($"The call of {Options.Number} with {FarNumber} cannot change now: it is {State}.");
            }

            _isReinviting = true;
            offer = SdpOfferAnswer.CreateOffer(Local() with { Direction = wish }, _ours);
            offer = form switch
            {
                HoldForm.ZeroAddress => (offer with { Connection = SdpConnection.For(IPAddress.Any) }).AsSuccessorOf(_ours!),
                HoldForm.ZeroPort => (offer with { Media = [.. offer.Media.Select(media => media with { Port = 0 })] }).AsSuccessorOf(_ours!),
                _ => offer,
            };
        }

        try
        {
            var sending = SendInDialogAsync(SipMethod.Invite, request => request.SetBody(SessionDescription.MediaType, offer.ToBytes()));
            var response = Expect(await sending.WaitAsync(Options.Patience, cancellation).ConfigureAwait(false), SipMethod.Invite);
            (_ours, _wish, _heldHere) = (offer, wish, form is not null);
            _audio.Agreed = form == HoldForm.ZeroPort ? Agreed! with { WeSend = false, WeReceive = false } : AgreedOn(offer, response);
            MoveToAnswered();
        }
        finally
        {
            _isReinviting = false;
        }
    }

    private static NegotiatedAudio AgreedOn(SessionDescription offer, SipResponse response) =>
        DescriptionOf(response) is { } answer && SdpOfferAnswer.TryAccept(offer, answer, out var agreed, out _)
            ? agreed
            : throw new PhoneRequestException("A re-INVITE", response.StatusCode, "but without a usable session description");

    /// <summary>Sends a request of this dialog; an INVITE's 200 is acknowledged, also when it comes again.</summary>
    private async Task<SipResponse> SendInDialogAsync(SipMethod method, Action<SipRequest>? complete)
    {
        var isInvite = method == SipMethod.Invite;
        var (_, final) = await _phone.SendAsync(
            () =>
            {
                lock (_gate)
                {
                    (var request, _dialog) = _dialog!.CreateRequest(method, isInvite ? Contact() : null);
                    complete?.Invoke(request);
                    return request;
                }
            },
            _flow,
            (request, response) =>
            {
                if (isInvite && response.IsSuccess)
                {
                    lock (_gate)
                    {
                        _dialog = _dialog!.AfterResponse(response);
                        _phone.Stack.SendStateless(_dialog.CreateAck(request), _flow);
                    }
                }
            }).ConfigureAwait(false);
        return final;
    }

    private SipResponse Expect(SipResponse response, SipMethod method) => response.IsSuccess
        ? response
        : throw new PhoneRequestException($"{method} of {Options.Number}", response.StatusCode, response.ReasonPhrase);
}
