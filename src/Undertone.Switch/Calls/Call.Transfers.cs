using Undertone.Media;
using Undertone.Sip.Messages;
using Undertone.Sip.Transfers;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Sessions;
using Undertone.Switch.Transfers;

namespace Undertone.Switch.Calls;

/// <content>How transfers of its parties are asked for, and what they may do to the call.</content>
internal sealed partial class Call
{
    private Transfer? _transfer;

    /// <summary>An API moves a party to another number.</summary>
    public async ValueTask<Outcome<CallId>> TransferAsync(TransferParty command)
        => FindParty(command.Moved) is { } moved
            ? await BeginAsync(moved, OtherThan(moved), command.Number, consults: false)
            : NotAParty(command.Moved);

    /// <summary>An API lets a party consult another number.</summary>
    public async ValueTask<Outcome<CallId>> ConsultAsync(ConsultTarget command)
        => FindParty(command.Transferor) is { } transferor
            ? await BeginAsync(OtherThan(transferor), transferor, command.Number, consults: true)
            : NotAParty(command.Transferor);

    /// <summary>An API ends a consultation.</summary>
    public async ValueTask<Outcome<CallId>> EndConsultationAsync(EndConsultation command)
    {
        if (FindParty(command.Transferor) is not { } party)
        {
            return NotAParty(command.Transferor);
        }

        if (_over || _transfer is not { Consults: true } transfer || !ReferenceEquals(transfer.Transferor, party))
        {
            return Refusal.NotSupported;
        }

        if (command.Complete)
        {
            await transfer.CompleteAsync();
        }
        else
        {
            await transfer.AbandonAsync(CallFailureReason.None, SipStatus.RequestTerminated);
        }

        return Id;
    }

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnReferAsync(Party party, ReferRequest refer)
    {
        if (_over || _transfer is not null || !party.Snapshot.IsAnswered || OtherThan(party) is not { Snapshot.IsAnswered: true } moved)
        {
            refer.Refuse(SipStatus.RequestPending);
            return;
        }

        if (party.Identity.Trunk is not null && refer.ReferTo.Replaces is null)
        {
            // Somebody outside must not make us call numbers of his choice at our cost.
            refer.Refuse(SipStatus.Forbidden);
            return;
        }

        refer.Accept();
        Party? consulted = null;
        Call? consultation = null;
        if (refer.ReferTo.Replaces is { } replaces && !TryFindConsultation(replaces, party, out consulted, out consultation))
        {
            Log.NoConsultation(_services.Logger, Id, party.Identity.Number, replaces.CallId);
            refer.Report(SipStatus.CallDoesNotExist);
            return;
        }

        _transfer = new Transfer(this, _services, moved, party, refer, consults: false);
        CallFailureReason failure = CallFailureReason.None;
        if (consultation is not null)
        {
            failure = _transfer.AskFor(consultation, consulted!) ? CallFailureReason.None : CallFailureReason.Unreachable;
        }
        else
        {
            failure = await _transfer.RingAsync(refer.ReferTo.Target.User ?? "");
        }

        if (failure is not CallFailureReason.None)
        {
            await _transfer.AbandonAsync(failure, FailureReasons.ToStatus(failure));
        }
    }

    /// <summary>Another call asks for the party that one of ours has consulted here. The call ends; that party goes on in the other one.</summary>
    public async ValueTask HandOverAsync(Party transferorHere, Transfer receiver)
    {
        Mailbox there = receiver.Call.Mailbox;
        if (_over || _transfer is not null || !Parties.Contains(transferorHere) || OtherThan(transferorHere) is not { } consulted)
        {
            there.Post(receiver.OnNotHandedOverAsync);
        }
        else if (_answeredAt is null || consulted.Session is not { IsEstablished: true })
        {
            await EndAsync(transferorHere, CallFailureReason.Cancelled);
            there.Post(() => receiver.OnStillRingingAsync(consulted.Identity.Number));
        }
        else
        {
            _over = true;
            _limitTimer?.Dispose();
            await Monitors.EndAllAsync();
            transferorHere.End();
            Publish();
            (_caller, _callee) = (transferorHere, null);
            Finish(CallFailureReason.None, transferorHere, isHandedOver: true);

            if (there.Post(() => receiver.OnHandedOverAsync(consulted, _context)))
            {
                // From here on what happens to the consulted party happens there.
                Mailbox.HandOverTo(there);
            }
            else
            {
                consulted.End();
                Retire(consulted, CallFailureReason.None);
                CloseMailboxWhenSettled();
            }
        }
    }

    /// <summary>Takes over a party of another call, and the surroundings of its session.</summary>
    public void Adopt(Party party, SessionContext context)
    {
        _contexts.Add(context);
        _services.Calls.AddLeg(party.Identity.Id, this);
    }

    /// <summary>The call ended while a party was on its way to it.</summary>
    public void CloseAfterHandOver(Party? party)
    {
        if (party is not null)
        {
            Retire(party, CallFailureReason.None);
        }

        CloseMailboxWhenSettled();
    }

    /// <summary>A media leg for a party that was handed over; null if the media plane is full.</summary>
    public MediaLeg? TryAddLegFor(Party party)
    {
        if (_media.TryAddLeg(new MediaLegOptions(), out MediaLeg? leg, out MediaRefusal refusal))
        {
            return leg;
        }

        Log.NoMedia(_services.Logger, Id, refusal);
        return null;
    }

    /// <summary>Rings a transfer target.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="shownAs">The party that it will talk with, whose number its phone shows.</param>
    /// <param name="owner">Who hears of it.</param>
    /// <param name="failure">Why it cannot be rung.</param>
    public Party? TryRing(string number, Party shownAs, IPartyOwner owner, out CallFailureReason failure)
    {
        if (number == shownAs.Identity.Number)
        {
            failure = CallFailureReason.Busy;
            return null;
        }

        if (!TryRing(number, LegRole.Callee, shownAs.Identity, shownAs.Audio.Wish, out Party? party, out failure))
        {
            return null;
        }

        // It hears nothing of the first answer before this step of the mailbox is over.
        party.BelongTo(owner, LegRole.Callee);
        return party;
    }

    /// <summary>One party leaves and the call goes on between two others; the first of them counts as the calling one from now on.</summary>
    public async ValueTask ReplaceAsync(Party leaving, Party calling, Party? called)
    {
        if (leaving.State is not LegState.Ended)
        {
            await Monitors.LeaveWithAsync(leaving);
            leaving.End();
            Publish();
        }

        (_caller, _callee) = (calling, called);
        calling.BelongTo(this, LegRole.Caller);
        Retire(leaving, CallFailureReason.None);
        if (called is not null)
        {
            await Monitors.OtherPartyChangedAsync();
        }

        // Only now do the two hear each other: before, a supervisor who was to leave would still have reached an ear that is not hers (P4).
        calling.IsApart = false;
        called?.IsApart = false;
        await ApplyPlanAsync();
        RefreshSnapshot();
    }

    /// <summary>The transfer is done: both are parties of the call like any others.</summary>
    public async ValueTask JoinAsync(Party moved, Party target)
    {
        target.BelongTo(this, LegRole.Callee);
        target.SetState(AnsweredState(target));
        await ResumeAsync(moved);
    }

    /// <summary>A party is back in the conversation, or its phone has changed what it wants to hear.</summary>
    public async ValueTask ResumeAsync(Party party)
    {
        party.SetState(AnsweredState(party));
        await ApplyPlanAsync();
        Publish();
    }

    /// <summary>No transfer is under way any more.</summary>
    /// <param name="target">The target, if it did not come.</param>
    /// <param name="reason">Why it did not; none if it is not wanted any more.</param>
    public void ForgetTransfer(Party? target, CallFailureReason reason = CallFailureReason.None)
    {
        _transfer = null;
        if (target is not null)
        {
            Retire(target, reason);
        }
    }

    /// <summary>A transferred party has nobody to talk with.</summary>
    /// <param name="moved">The party.</param>
    /// <param name="target">The target, if there is one; it has ended.</param>
    /// <param name="reason">Why it did not come.</param>
    public ValueTask EndTransferredAsync(Party moved, Party? target, CallFailureReason reason)
    {
        if (target is not null)
        {
            // Here, because the call as a whole was answered and ends without a reason.
            Retire(target, reason);
        }

        return EndAsync(target ?? moved, CallFailureReason.None);
    }

    /// <summary>Tells the world that a transfer failed.</summary>
    public void PublishFailedTransfer(CallFailureReason reason)
        => _services.Events.Publish(new TransferFailed(_services.Clock.GetUtcNow(), TakeSnapshot(), reason));

    private async ValueTask<Outcome<CallId>> BeginAsync(Party? moved, Party? transferor, string number, bool consults)
    {
        if (_over || !IsAnswered || moved is null || transferor is null)
        {
            return Refusal.NotAnswered;
        }

        if (_transfer is not null || number == moved.Identity.Number)
        {
            return Refusal.NotSupported;
        }

        _transfer = new Transfer(this, _services, moved, transferor, refer: null, consults);
        CallFailureReason failure = await _transfer.RingAsync(number);
        if (failure is CallFailureReason.NotFound)
        {
            _transfer = null;
            return Refusal.NumberNotFound;
        }

        if (failure is not CallFailureReason.None)
        {
            await _transfer.AbandonAsync(failure, SipStatus.TemporarilyUnavailable);
        }

        return Id;
    }

    private async ValueTask LeaveAsync(Party party, CallFailureReason reason)
    {
        if (_transfer is null || _over || !await _transfer.OnPartyLeftAsync(party, reason))
        {
            await EndAsync(party, reason);
        }
    }

    // The dialog that the phone names is one between it and us. Only its own may be handed over, or anybody could take a call away.
    private bool TryFindConsultation(ReplacesHeader replaces, Party transferor, out Party? there, out Call? consultation)
    {
        there = null;
        consultation = null;
        if ((_services.Sessions.TryFind(replaces.CallId, replaces.ToTag, out SipSession? session) && session.RemoteTag == replaces.FromTag)
            || (_services.Sessions.TryFind(replaces.CallId, replaces.FromTag, out session) && session.RemoteTag == replaces.ToTag))
        {
            there = session.Party as Party;
        }

        return there is { Identity.Origin: not LegOrigin.Monitor }
            && there.Identity.Trunk == transferor.Identity.Trunk
            && (there.Identity.Trunk is not null || there.Identity.Number == transferor.Identity.Number)
            && _services.Calls.TryFindByLeg(there.Identity.Id, out consultation)
            && !ReferenceEquals(consultation, this);
    }

    private Refusal NotAParty(LegId leg)
        => Snapshot.Monitors.Any(m => m.Id == leg) ? Refusal.NotSupported : Refusal.LegNotFound;
}
