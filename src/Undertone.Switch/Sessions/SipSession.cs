using System.Diagnostics.CodeAnalysis;
using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Switch.Sessions;

/// <summary>
/// One dialog with one device, from its INVITE to its BYE: what is common to calls that come in and calls that go out.
/// Everything runs in the mailbox of the call that owns it.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Finish, which every session reaches, disposes of the accepted INVITE's timer.")]
internal abstract class SipSession(SessionContext context, ISessionOwner owner, LegAudio audio, SipFlow flow, string callId, string localTag)
{
    /// <summary>The methods that a session takes part in, for Allow headers.</summary>
    public const string AllowedMethods = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";

    private AcceptedResponse? _accepted;
    private bool _byeWhenAcknowledged;

    /// <summary>The Call-ID.</summary>
    public string CallId { get; } = callId;

    /// <summary>Our tag.</summary>
    public string LocalTag { get; } = localTag;

    /// <summary>The audio of the leg.</summary>
    public LegAudio Audio { get; } = audio;

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

        Dialog = next;
        if (request.Method == SipMethod.Bye)
        {
            await OnByeAsync(transaction);
        }
        else if (request.Method == SipMethod.Invite || request.Method == SipMethod.Update)
        {
            await OnReinviteAsync(transaction);
        }
        else if (request.Method == SipMethod.Info)
        {
            OnInfo(transaction);
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
        if (_accepted is not { } accepted
            || Dialog?.Receive(ack).Verdict is not DialogVerdict.InOrder
            || !accepted.Acknowledge(ack.CSeq.Number))
        {
            return;
        }

        _accepted = null;
        if (accepted.AwaitsAnswer && !_byeWhenAcknowledged)
        {
            await OnLateAnswerAsync(ack.Body);
        }

        if (_byeWhenAcknowledged)
        {
            _byeWhenAcknowledged = false;
            SendBye();
        }
    }

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
        Context.Stack.SendRequest(info, Flow, Bystander.Instance);
    }

    /// <summary>The device did not answer a probe, or does not know the dialog.</summary>
    internal ValueTask ReportLostAsync(string reason) => IsFinished ? ValueTask.CompletedTask : Owner.OnLostAsync(this, reason);

    /// <summary>Marks the session as answered.</summary>
    protected void Establish() => IsEstablished = true;

    /// <summary>Sends a 2xx to an INVITE and repeats it until the ACK.</summary>
    protected void Accept(IServerTransaction invite, SipResponse response, bool awaitsAnswer)
    {
        _accepted?.Dispose();
        _accepted = new AcceptedResponse(Context, invite, response, awaitsAnswer, OnAckMissing);
        invite.Respond(response);
    }

    /// <summary>Sends BYE now, or as soon as the ACK of our 2xx has come (RFC 3261 15).</summary>
    protected void SendBye()
    {
        if (Dialog is null || IsFinished)
        {
            return;
        }

        IsEstablished = false;
        if (_accepted is { IsForInitialInvite: true })
        {
            _byeWhenAcknowledged = true;
            return;
        }

        (SipRequest bye, Dialog) = Dialog.CreateRequest(SipMethod.Bye);
        Context.Stack.SendRequest(bye, Flow, Bystander.Instance);
        Finish();
    }

    /// <summary>Nothing more will come.</summary>
    protected void Finish()
    {
        IsEstablished = false;
        IsFinished = true;
        _accepted?.Dispose();
        _accepted = null;
        Context.Sessions.Remove(this);
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

    private async ValueTask OnByeAsync(IServerTransaction bye)
    {
        bye.Respond(SipResponse.CreateFor(bye.Request, SipStatus.Ok));
        bool wasEnding = _byeWhenAcknowledged;
        Finish();
        if (!wasEnding)
        {
            await Owner.OnHungUpAsync(this);
        }
    }

    private async ValueTask OnReinviteAsync(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        bool isInvite = request.Method == SipMethod.Invite;
        if (!IsEstablished || (isInvite && _accepted is not null))
        {
            // RFC 3261 14.2: the earlier INVITE is not finished.
            SipResponse busy = SipResponse.CreateFor(request, SipStatus.ServerInternalError);
            busy.Headers.Set("Retry-After", "1");
            transaction.Respond(busy);
            return;
        }

        byte[]? description = null;
        bool offersNothing = request.Body.Length == 0;
        if (offersNothing)
        {
            description = isInvite ? Audio.Offer(Audio.AgreedCodec) : null;
        }
        else if (!Audio.TryAnswer(request.Body.Span, Audio.AgreedCodec, out description))
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

    private void OnInfo(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        bool isDigit = InfoDigit.TryRead(request, out char digit, out TimeSpan duration);
        int status = isDigit || request.Body.Length == 0 ? SipStatus.Ok : SipStatus.UnsupportedMediaType;
        transaction.Respond(SipResponse.CreateFor(request, status));
        if (isDigit)
        {
            Owner.OnInfoDigit(this, digit, duration);
        }
    }

    private ValueTask OnAckMissing(AcceptedResponse accepted)
    {
        if (!ReferenceEquals(_accepted, accepted))
        {
            return ValueTask.CompletedTask;
        }

        // RFC 3261 13.3.1.4: the session is established all the same, and must now be ended.
        _accepted = null;
        bool wasEnding = _byeWhenAcknowledged;
        _byeWhenAcknowledged = false;
        SendBye();
        return wasEnding ? ValueTask.CompletedTask : Owner.OnLostAsync(this, "no ACK came for our answer");
    }
}
