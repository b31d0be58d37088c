using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Calls;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Transfers;

/// <summary>
/// One transfer while it is under way: the transferor wants the moved party to talk with the transfer target. Until the target rings
/// or answers, the call is as it was, and goes on so if it does not come. Lives in the call's mailbox; it owns the target until then.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="services">What calls share.</param>
/// <param name="moved">The party that is moved.</param>
/// <param name="transferor">The party that leaves.</param>
/// <param name="refer">The transferor's own request, which is told how things go; null if an API asked.</param>
/// <param name="consults">True if the transferor talks with the target first.</param>
internal sealed partial class Transfer(
    Call call, SwitchServices services, Party moved, Party transferor, ReferRequest? refer, bool consults) : IPartyOwner
{
    private ITimer? _ringTimer;

    /// <summary>The call, and its mailbox.</summary>
    public Call Call { get; } = call;

    /// <summary>The party that leaves.</summary>
    public Party Transferor { get; } = transferor;

    /// <summary>The party that comes; null before it is called or handed over.</summary>
    public Party? Target { get; private set; }

    /// <summary>True if the transferor talks with the target first, or will when it answers.</summary>
    public bool Consults { get; private set; } = consults;

    /// <summary>True while the transferor talks with the target and the moved party waits.</summary>
    public bool IsConsulting => Consults && Target is { AnsweredAt: not null };

    /// <summary>True while the target is on its way from the call in which the transferor consulted it.</summary>
    public bool AwaitsHandOver { get; private set; }

    private bool TransferorIsGone { get; set; }

    /// <summary>Whom a party talks with because of the transfer; null if the transfer changes nothing for it.</summary>
    public Party? PartnerOf(Party party)
        => !IsConsulting ? null
            : ReferenceEquals(party, Transferor) ? Target
            : ReferenceEquals(party, Target) ? Transferor
            : null;

    /// <summary>Calls the target.</summary>
    /// <returns>None, or why it cannot be called; the transfer is over then and nothing has changed.</returns>
    public async ValueTask<CallFailureReason> RingAsync(string number)
    {
        Target = Call.TryRing(number, Consults ? Transferor : moved, this, out CallFailureReason failure);
        if (Target is null)
        {
            return failure;
        }

        // Until it takes its place it shall hear nobody; in a consultation it is the moved party that waits.
        Target.IsApart = !Consults;
        _ringTimer?.Dispose();
        _ringTimer = Call.After(services.Options.RingTimeout, OnRingTimeoutAsync);
        if (Consults)
        {
            Transferor.IsApart = false;
            moved.IsApart = true;
            moved.SetState(LegState.Held);
            await Call.ApplyPlanAsync();
            Call.Publish();
        }

        return CallFailureReason.None;
    }

    /// <summary>Connects the moved party with the target of a consultation, or lets it wait for a target that still rings.</summary>
    public async ValueTask CompleteAsync()
    {
        bool answered = IsConsulting;
        Consults = false;
        await LetTransferorGoAsync();
        if (answered)
        {
            await JoinAsync();
        }
    }

    /// <summary>The target cannot be had, or is not wanted any more: the parties talk again, or the call ends if the transferor is gone.</summary>
    /// <param name="reason">Why; none if nobody needs to be told of a failure.</param>
    /// <param name="status">What the transferor's phone is told.</param>
    public async ValueTask AbandonAsync(CallFailureReason reason, int status)
    {
        GiveUp();
        refer?.Report(status);
        if (Target is not null && !TransferorIsGone)
        {
            await Call.Monitors.LeaveWithAsync(Target);
        }

        Target?.End();
        if (reason is not CallFailureReason.None)
        {
            Log.Failed(services.Logger, Call.Id, Transferor.Identity.Number, moved.Identity.Number, Target?.Identity.Number ?? "its target", reason);
            Call.PublishFailedTransfer(reason);
        }

        if (TransferorIsGone)
        {
            await Call.EndTransferredAsync(moved, Target, reason);
            return;
        }

        Call.Publish();
        Call.ForgetTransfer(Target, reason);
        if (Consults)
        {
            await Call.Monitors.OtherPartyChangedAsync();
            moved.IsApart = false;
        }

        await Call.ResumeAsync(moved);
    }

    /// <summary>The call ends: nothing more is waited for.</summary>
    public void GiveUp() => _ringTimer?.Dispose();

    /// <summary>A party of the call hung up, was hung up, or is lost.</summary>
    /// <returns>False if that ends the call.</returns>
    public async ValueTask<bool> OnPartyLeftAsync(Party party, CallFailureReason reason)
    {
        if (ReferenceEquals(party, Transferor) && !TransferorIsGone)
        {
            await CompleteAsync();
            return true;
        }

        if (ReferenceEquals(party, Target) && !TransferorIsGone)
        {
            await AbandonAsync(IsConsulting ? CallFailureReason.None : reason, SipStatus.TemporarilyUnavailable);
            return true;
        }

        if (ReferenceEquals(party, moved) && IsConsulting && !TransferorIsGone)
        {
            GiveUp();
            await Call.ReplaceAsync(moved, Transferor, Target!);
            Call.ForgetTransfer(null);
            await Call.JoinAsync(Transferor, Target!);
            return true;
        }

        return false;
    }

    private async ValueTask LetTransferorGoAsync()
    {
        if (TransferorIsGone)
        {
            return;
        }

        TransferorIsGone = true;
        moved.BelongTo(Call, LegRole.Caller);
        moved.SetState(LegState.Alerting);
        Log.Leaves(services.Logger, Call.Id, Transferor.Identity.Number, moved.Identity.Number);
        await SeatTargetAsync();
    }

    // The target takes the transferor's place; one that is still on its way will when it comes.
    private async ValueTask SeatTargetAsync()
    {
        await Call.ReplaceAsync(Transferor, moved, Target);
        if (Target is not null)
        {
            Log.Transferred(services.Logger, Call.Id, Transferor.Identity.Number, moved.Identity.Number, Target.Identity.Number);
            services.Events.Publish(new CallTransferred(services.Clock.GetUtcNow(), Call.Snapshot, ByRequest: refer is null));
            Call.Publish();
        }
    }

    private async ValueTask JoinAsync()
    {
        GiveUp();
        Call.ForgetTransfer(null);
        await Call.JoinAsync(moved, Target!);
    }
}
