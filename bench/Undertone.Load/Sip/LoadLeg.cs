using System.Net;
using Undertone.Load.Rtp;
using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Load.Sip;

/// <summary>One dialog of a phone, with its audio. Any thread.</summary>
internal sealed class LoadLeg
{
    private readonly LoadPhones _phones;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _localTag = SipIds.NewTag();
    private readonly Lock _gate = new();
    private Dialog? _dialog;
    private SipRequest? _ack;
    private IServerTransaction? _invite;
    private bool _vanished;

    /// <param name="phones">All phones.</param>
    /// <param name="phone">Whose leg it is.</param>
    /// <param name="audio">Its audio; null for a leg that neither sends nor listens.</param>
    /// <param name="port">The RTP port that is told to the far side.</param>
    public LoadLeg(LoadPhones phones, LoadPhone phone, RtpLeg? audio, int port)
    {
        _phones = phones;
        Phone = phone;
        Audio = audio;
        Local = new LocalAudio
        {
            Address = phones.LocalAddress,
            RtpPort = port,
            Codecs = [phones.Codec],
            SessionId = (ulong)Random.Shared.NextInt64(1, int.MaxValue),
        };
    }

    public LoadPhone Phone { get; }

    public RtpLeg? Audio { get; }

    /// <summary>Done when the call was answered; fails with <see cref="CallRefusedException"/>.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Done when the call is over, whoever ended it.</summary>
    public Task Ended => _ended.Task;

    public bool IsEnded => _ended.Task.IsCompleted;

    /// <summary>Its name in the table of dialogs.</summary>
    public string Key { get; private set; } = "";

    private LocalAudio Local { get; }

    /// <summary>Calls a number; done when the 200 came, and the ACK is on its way.</summary>
    /// <exception cref="CallRefusedException">It was refused.</exception>
    public async Task CallAsync(string number)
    {
        var callId = SipIds.NewCallId();
        Key = LoadPhones.KeyOf(callId, _localTag);
        _phones.Add(this);
        var target = _phones.AtServer(number);
        var offer = SdpOfferAnswer.CreateOffer(Local);
        var (invite, response) = await _phones.SendAsync(
            Phone,
            () =>
            {
                var request = new SipRequest(SipMethod.Invite, target)
                {
                    From = _phones.AddressOf(Phone).WithTag(_localTag),
                    To = new NameAddress(target),
                    CallId = callId,
                    CSeq = new CSeqHeader(Phone.NextSequence(), SipMethod.Invite),
                    Contacts = [new NameAddress(_phones.ContactOf(Phone))],
                };
                request.SetBody(SessionDescription.MediaType, offer.ToBytes());
                return request;
            },
            OnAnswerAgain);
        if (!response.IsSuccess)
        {
            Finish();
            throw new CallRefusedException(response.StatusCode, response.ReasonPhrase);
        }

        lock (_gate)
        {
            _dialog = Dialog.FromUac(invite, response);
            _ack = _dialog.CreateAck(invite);
        }

        _phones.SendAck(_ack);
        if (!SessionDescription.TryParse(response.Body.Span, out var answer, out _)
            || !SdpOfferAnswer.TryAccept(offer, answer, out var agreed, out var refusal))
        {
            await HangUpAsync();
            throw new CallRefusedException(response.StatusCode, "its answer cannot be used");
        }

        Start(agreed);
    }

    /// <summary>Takes a call that came for the phone: it rings and answers.</summary>
    public void Accept(IServerTransaction invite)
    {
        _invite = invite;
        var request = invite.Request;
        Key = LoadPhones.KeyOf(request.CallId, _localTag);
        if (!SessionDescription.TryParse(request.Body.Span, out var offer, out _)
            || !SdpOfferAnswer.TryAnswer(offer, Local, out var answer, out var agreed, out _))
        {
            invite.Respond(SipResponse.CreateFor(request, SipStatus.NotAcceptableHere, toTag: _localTag));
            _answered.TrySetException(new CallRefusedException(SipStatus.NotAcceptableHere, "its offer cannot be used"));
            Finish();
            return;
        }

        _phones.Add(this);
        lock (_gate)
        {
            _dialog = Dialog.FromUas(request, _localTag, isEarly: false);
        }

        invite.Respond(Response(request, SipStatus.Ringing));
        var ok = Response(request, SipStatus.Ok);
        ok.SetBody(SessionDescription.MediaType, answer.ToBytes());
        invite.Respond(ok);
        Start(agreed);
    }

    /// <summary>A request inside the dialog.</summary>
    public void OnRequest(IServerTransaction transaction)
    {
        if (_vanished)
        {
            return;
        }

        var request = transaction.Request;
        if (request.Method == SipMethod.Invite)
        {
            Reanswer(transaction);
            return;
        }

        transaction.Respond(SipResponse.CreateFor(request, SipStatus.Ok));
        if (request.Method == SipMethod.Bye)
        {
            Finish();
        }
    }

    /// <summary>The caller gave up before the answer reached it.</summary>
    public void OnCancel(IServerTransaction invite)
    {
        if (ReferenceEquals(invite, _invite))
        {
            invite.Respond(SipResponse.CreateFor(invite.Request, SipStatus.RequestTerminated, toTag: _localTag));
            Finish();
        }
    }

    /// <summary>Says BYE and waits for the answer; nothing happens when the call is over.</summary>
    public async Task HangUpAsync()
    {
        SipRequest bye;
        lock (_gate)
        {
            if (_dialog is null || IsEnded)
            {
                return;
            }

            (bye, _dialog) = _dialog.CreateRequest(SipMethod.Bye);
        }

        await _phones.SendAsync(Phone, () => bye, _ => { });
        Finish();
    }

    /// <summary>It was to be called and was not: its sockets are given back.</summary>
    public void Abandon()
    {
        if (Key.Length == 0)
        {
            Audio?.Sockets.Dispose();
            _ended.TrySetResult();
        }
    }

    /// <summary>The plug is pulled: no sound, no BYE, and no answer to anything from now on.</summary>
    public void Vanish()
    {
        _vanished = true;
        StopAudio();
        _ended.TrySetResult();
    }

    private void OnAnswerAgain(SipResponse response)
    {
        // A 200 that is repeated because its ACK was lost.
        if (response.IsSuccess && _ack is { } again)
        {
            _phones.SendAck(again);
        }
    }

    private void Reanswer(IServerTransaction transaction)
    {
        var ok = Response(transaction.Request, SipStatus.Ok);
        if (SessionDescription.TryParse(transaction.Request.Body.Span, out var offer, out _)
            && SdpOfferAnswer.TryAnswer(offer, Local, out var answer, out _, out _))
        {
            ok.SetBody(SessionDescription.MediaType, answer.ToBytes());
        }

        transaction.Respond(ok);
    }

    private SipResponse Response(SipRequest request, int status)
    {
        var response = SipResponse.CreateFor(request, status, toTag: _localTag);
        response.Contacts = [new NameAddress(_phones.ContactOf(Phone))];
        return response;
    }

    private void Start(NegotiatedAudio agreed)
    {
        if (Audio is not null && agreed.FarRtp is IPEndPoint far)
        {
            Audio.SendTo(far);
            _phones.Audio.Add(Audio);
        }

        _answered.TrySetResult();
    }

    private void Finish()
    {
        StopAudio();
        _phones.Remove(this);
        _answered.TrySetException(new CallRefusedException(SipStatus.RequestTerminated, "it ended before it was answered"));
        _ = _answered.Task.Exception;
        _ended.TrySetResult();
    }

    private void StopAudio()
    {
        if (Audio is not null && !IsEnded)
        {
            _phones.Audio.Remove(Audio);
        }
    }
}
