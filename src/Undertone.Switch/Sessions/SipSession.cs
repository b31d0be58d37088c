using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Switch.Sessions;

/// <summary>
/// One dialog with one device, from its INVITE to its BYE: what is common to calls that come in and calls that go out.
/// Everything runs in the mailbox of the call that owns it.
/// </summary>
internal abstract partial class SipSession(SessionContext context, ISessionOwner owner, LegAudio audio, SipFlow flow, string callId, string localTag)
{
    /// <summary>The methods that a session takes part in, for Allow headers.</summary>
    public const string AllowedMethods = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, REFER";

    private IServerTransaction? _unacknowledged;
    private bool _awaitsAnswer;
    private bool _byeWhenAcknowledged;
    private bool _byeSent;

    /// <summary>The Call-ID.</summary>
    public string CallId { get; } = callId;

    /// <summary>Our tag.</summary>
    public string LocalTag { get; } = localTag;

    /// <summary>The audio of the leg.</summary>
    public LegAudio Audio { get; private set; } = audio;

    /// <summary>The way to the device.</summary>
    public SipFlow Flow { get; protected set; } = flow;

    /// <summary>True between the 2xx and the BYE.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>True when nothing more will come of it.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>The dialog; null before there is one.</summary>
    protected Dialog? Dialog { get; set; }

    /// <summary>Surroundings.</summary>
    protected SessionContext Context { get; } = context;

    /// <summary>Whom it reports to.</summary>
    protected ISessionOwner Owner { get; } = owner;

    /// <summary>Puts work into the mailbox that the session lives in; false if the call is over.</summary>
    public bool Post(Func<ValueTask> work) => Context.Mailbox.Post(work);

    /// <summary>Handles a request inside the dialog.</summary>
    public async ValueTask OnRequestAsync(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        if (Dialog is null || IsFinished)
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.CallDoesNotExist));
            return;
        }

        (DialogVerdict verdict, Dialog next) = Dialog.Receive(request);
        if (verdict is not DialogVerdict.InOrder)
        {
            int status = verdict is DialogVerdict.OutOfOrder ? SipStatus.ServerInternalError : SipStatus.CallDoesNotExist;
            transaction.Respond(SipResponse.CreateFor(request, status));
            return;
        }

        // The device may have a new NAT mapping or a new connection since the call began.
        Dialog = next;
        Flow = WayOf(next, transaction.Flow);
        if (request.Method == SipMethod.Bye)
        {
            await OnByeAsync(transaction);
        }
        else if (_byeSent)
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.CallDoesNotExist));
        }
        else if (request.Method == SipMethod.Invite || request.Method == SipMethod.Update)
        {
            await OnReinviteAsync(transaction);
        }
        else if (request.Method == SipMethod.Info)
        {
            await OnInfoAsync(transaction);
        }
        else if (request.Method == SipMethod.Refer)
        {
            await OnReferAsync(transaction);
        }
        else
        {
            SipResponse response = SipResponse.CreateFor(request, request.Method == SipMethod.Options ? SipStatus.Ok : SipStatus.MethodNotAllowed);
            response.Headers.Set("Allow", AllowedMethods);
            transaction.Respond(response);
        }
    }

    /// <summary>Handles the ACK of a 2xx.</summary>
    public async ValueTask OnAckAsync(SipRequest ack)
    {
        if (_unacknowledged is not { } invite
            || ack.CSeq.Number != invite.Request.CSeq.Number
            || Dialog?.Receive(ack).Verdict is not DialogVerdict.InOrder)
        {
            return;
        }

        bool awaitedAnswer = _awaitsAnswer;
        ForgetInvite();
        if (_byeWhenAcknowledged)
        {
            SendBye();
        }
        else if (awaitedAnswer)
        {
            await OnLateAnswerAsync(ack.Body);
        }
    }

    /// <summary>No ACK came for our 2xx: the session is established all the same, and must now be ended (RFC 3261 13.3.1.4).</summary>
    public async ValueTask OnAckMissingAsync(IServerTransaction invite)
    {
        if (!ReferenceEquals(_unacknowledged, invite))
        {
            return;
        }

        ForgetInvite();
        bool wasEnding = _byeWhenAcknowledged;
        SendBye();
        if (!wasEnding)
        {
            await Owner.OnLostAsync(this, "no ACK came for our answer");
        }
    }

    /// <summary>The device gave up its INVITE (CANCEL); the stack has answered the CANCEL. A re-INVITE was answered long before.</summary>
    public virtual ValueTask OnCancelAsync() => ValueTask.CompletedTask;

    /// <summary>Gives the session up without a word.</summary>
    public void Abandon() => Finish();

    /// <summary>Ends the session in whatever way its state asks for.</summary>
    public abstract void HangUp();

    /// <summary>Asks the device whether it still knows the call; reports it as lost if not.</summary>
    public void Probe()
    {
        if (Dialog is null || !IsEstablished)
        {
            return;
        }

        (SipRequest options, Dialog) = Dialog.CreateRequest(SipMethod.Options);
        _ = new Probe(this, Context, options).Start();
    }

    /// <summary>Sends a digit as INFO, for a device that takes no telephone-events.</summary>
    public void SendInfoDigit(char digit, TimeSpan duration)
    {
        if (Dialog is null || !IsEstablished)
        {
            return;
        }

        (SipRequest info, Dialog) = Dialog.CreateRequest(SipMethod.Info);
        info.Headers.Set("Content-Type", InfoDigit.RelayType);
        info.Body = InfoDigit.Write(digit, duration);
        Context.Stack.SendRequest(info, Flow, Ending.Ignored);
    }

    /// <summary>The device did not answer a probe, or does not know the dialog.</summary>
    internal ValueTask ReportLostAsync(string reason) => IsFinished ? ValueTask.CompletedTask : Owner.OnLostAsync(this, reason);

    /// <summary>Marks the session as answered.</summary>
    protected void Establish() => IsEstablished = true;

    /// <summary>Sends a 2xx to an INVITE; the stack repeats it until the ACK.</summary>
    protected void Accept(IServerTransaction invite, SipResponse response, bool awaitsAnswer)
    {
        // A newer INVITE says that the device has our answer to the older one, whose ACK was lost or is late.
        ForgetInvite();
        _unacknowledged = invite;
        _awaitsAnswer = awaitsAnswer;
        Context.Sessions.AddInvite(invite, this, Context.Mailbox);
        invite.Respond(response);
    }

    /// <summary>Sends BYE now, or as soon as the ACK of our 2xx has come (RFC 3261 15). The session is over when the BYE is answered.</summary>
    protected void SendBye()
    {
        if (Dialog is null || IsFinished || _byeSent)
        {
            return;
        }

        IsEstablished = false;
        if (_unacknowledged is { Request.To.Tag: null })
        {
            _byeWhenAcknowledged = true;
            return;
        }

        _byeSent = true;
        (SipRequest bye, Dialog) = Dialog.CreateRequest(SipMethod.Bye);
        Context.Stack.SendRequest(bye, Flow, new Goodbye(this, Context, Finish));
    }

    /// <summary>Nothing more will come.</summary>
    protected void Finish()
    {
        IsEstablished = false;
        IsFinished = true;
        ForgetInvite();
        Context.Close(this);
    }

    /// <summary>Writes what every message of ours in a session says about us.</summary>
    protected void AddContact(SipMessage message)
    {
        message.Headers.Set("Contact", new NameAddress(null, Context.Stack.LocalContact(null, Flow), SipParameters.Empty).ToString());
        message.Headers.Set("Allow", AllowedMethods);
    }

    /// <summary>Puts a session description into a message.</summary>
    protected static void SetDescription(SipMessage message, byte[] description)
    {
        message.Headers.Set("Content-Type", SessionDescription.MediaType);
        message.Body = description;
    }

    /// <summary>The answer to our late offer came in the ACK.</summary>
    protected virtual async ValueTask OnLateAnswerAsync(ReadOnlyMemory<byte> answer)
    {
        if (Audio.TryAccept(answer.Span))
        {
            await Owner.OnDescriptionChangedAsync(this);
            return;
        }

        SendBye();
        await Owner.OnLostAsync(this, "the ACK brought no usable session description");
    }

    /// <summary>The device hung up.</summary>
    protected virtual async ValueTask OnByeAsync(IServerTransaction bye)
    {
        bye.Respond(SipResponse.CreateFor(bye.Request, SipStatus.Ok));
        bool wasEnding = _byeSent || _byeWhenAcknowledged;
        Finish();
        if (!wasEnding)
        {
            await Owner.OnHungUpAsync(this);
        }
    }

    // RFC 3261 14.2 and RFC 3311 5.2: what cannot be asked for now.
    private SipResponse? NotNow(SipRequest request)
    {
        if (!IsEstablished)
        {
            SipResponse later = SipResponse.CreateFor(request, SipStatus.ServerInternalError);
            later.Headers.Set("Retry-After", "1");
            return later;
        }

        bool touchesOffer = request.Method == SipMethod.Invite || request.Body.Length > 0;
        if (touchesOffer && (_awaitsAnswer || _reoffer is { IsPending: true }))
        {
            return SipResponse.CreateFor(request, SipStatus.RequestPending);
        }

        return UnsupportedBody.RefusalOf(request);
    }

    private async ValueTask OnReinviteAsync(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        bool isInvite = request.Method == SipMethod.Invite;
        if (NotNow(request) is { } refusal)
        {
            transaction.Respond(refusal);
            return;
        }

        byte[]? description = null;
        bool offersNothing = request.Body.Length == 0;
        if (offersNothing)
        {
            description = isInvite ? Audio.Offer(Audio.Unchanged) : null;
        }
        else if (!Audio.TryAnswer(request.Body.Span, Audio.Unchanged, out description))
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.NotAcceptableHere));
            return;
        }

        SipResponse response = SipResponse.CreateFor(request, SipStatus.Ok);
        AddContact(response);
        if (description is not null)
        {
            SetDescription(response, description);
        }

        if (isInvite)
        {
            Accept(transaction, response, awaitsAnswer: offersNothing);
        }
        else
        {
            transaction.Respond(response);
        }

        if (!offersNothing)
        {
            await Owner.OnDescriptionChangedAsync(this);
        }
    }

    private async ValueTask OnInfoAsync(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        bool isDigit = InfoDigit.TryRead(request, out char digit, out TimeSpan duration);
        int status = isDigit || request.Body.Length == 0 ? SipStatus.Ok : SipStatus.UnsupportedMediaType;
        transaction.Respond(SipResponse.CreateFor(request, status));
        if (isDigit)
        {
            await Owner.OnInfoDigitAsync(this, digit, duration);
        }
    }

    private void ForgetInvite()
    {
        if (_unacknowledged is { } invite)
        {
            Context.Sessions.RemoveInvite(invite);
            _unacknowledged = null;
            _awaitsAnswer = false;
        }
    }
}
