using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Sip.Transfers;

namespace Undertone.Switch.Sessions;

/// <content>What transfers need of a session: REFER from the device, reports to it, and an offer of our own when its audio moves.</content>
internal abstract partial class SipSession
{
    private Reoffer? _reoffer;
    private bool _hasReferred;

    /// <summary>The tag of the device; empty before it is known.</summary>
    public string RemoteTag => Dialog?.RemoteTag ?? "";

    /// <summary>The party that the session belongs to.</summary>
    public ISessionOwner Party => Owner;

    /// <summary>True when our side chose the Call-ID, which decides who waits longer when two offers cross (RFC 3261 14.1).</summary>
    public virtual bool OwnsCallId => false;

    /// <summary>True while an INVITE of the device is not acknowledged: none of ours may be sent then.</summary>
    public bool IsBusy => _unacknowledged is not null;

    /// <summary>Moves the session to other audio: the device is offered the new address by a re-INVITE.</summary>
    /// <param name="audio">The new audio.</param>
    /// <param name="preferred">How the other party wants to hear.</param>
    /// <param name="concluded">Told once, in the mailbox: true when the device has answered and the audio is agreed.</param>
    public void MoveAudio(LegAudio audio, AudioWish preferred, Func<bool, ValueTask> concluded)
    {
        Audio = audio;
        _reoffer = new Reoffer(this, Context, preferred, async accepted =>
        {
            _reoffer = null;
            await concluded(accepted);
        });
        _reoffer.Start();
    }

    /// <summary>Creates our re-INVITE with an offer; null if the session is over.</summary>
    internal SipRequest? CreateReinvite(AudioWish preferred)
    {
        if (Dialog is null || !IsEstablished)
        {
            return null;
        }

        (SipRequest invite, Dialog) = Dialog.CreateRequest(SipMethod.Invite);
        AddContact(invite);
        SetDescription(invite, Audio.Offer(preferred));
        return invite;
    }

    /// <summary>Acknowledges the 2xx to our re-INVITE and takes over where the device says it is now.</summary>
    internal void Acknowledge(SipRequest invite, SipResponse success)
    {
        if (Dialog is not null)
        {
            Dialog = Dialog.AfterResponse(success);
            Context.Stack.SendStateless(Dialog.CreateAck(invite), Flow);
        }
    }

    /// <summary>Sends a NOTIFY, if the session still stands.</summary>
    internal void SendNotify(string eventName, string subscriptionState, string contentType, byte[] body)
    {
        if (Dialog is null || !IsEstablished)
        {
            return;
        }

        (SipRequest notify, Dialog) = Dialog.CreateRequest(SipMethod.Notify);
        AddContact(notify);
        notify.Headers.Set("Event", eventName);
        notify.Headers.Set("Subscription-State", subscriptionState);
        notify.Headers.Set("Content-Type", contentType);
        notify.Body = body;
        Context.Stack.SendRequest(notify, Flow, Ending.Ignored);
    }

    /// <summary>Writes who we are into a response that creates a dialog or a subscription.</summary>
    internal void Introduce(SipMessage message) => AddContact(message);

    private async ValueTask OnReferAsync(IServerTransaction transaction)
    {
        SipRequest request = transaction.Request;
        string[] targets = [.. request.Headers.All(SipHeaderNames.ReferTo)];
        if (!IsEstablished)
        {
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.CallDoesNotExist));
        }
        else if (targets.Length != 1 || !ReferTo.TryParse(targets[0], out ReferTo? referTo))
        {
            // RFC 3515 2.4.2: exactly one, and one that we could call.
            transaction.Respond(SipResponse.CreateFor(request, SipStatus.BadRequest, "One Refer-To With A SIP URI Needed"));
        }
        else
        {
            bool isFirst = !_hasReferred;
            _hasReferred = true;
            await Owner.OnReferAsync(this, new ReferRequest(this, transaction, referTo, isFirst));
        }
    }
}
