using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Switch.Calls;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Transfers;

/// <content>What the transfer target does: ring, answer, turn the call down, hang up.</content>
internal sealed partial class Transfer
{
    /// <inheritdoc />
    public void OnRinging(Party party)
    {
        if (party.State is LegState.Starting)
        {
            party.SetState(LegState.Ringing);
            Call.Mailbox.Post(OnAlertedAsync);
        }
    }

    /// <inheritdoc />
    public async ValueTask OnEarlyMediaAsync(Party party)
    {
        if (party.State is LegState.Starting or LegState.Ringing)
        {
            party.SetState(LegState.EarlyMedia);
            await OnAlertedAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask OnAnsweredAsync(Party party)
    {
        _ringTimer?.Dispose();
        if (Call.IsOver)
        {
            party.End();
            return;
        }

        party.SetState(LegState.Talking);
        if (Consults)
        {
            // Kept apart until it is settled which supervisors of the transferor may hear it.
            party.IsApart = true;
            await Call.Monitors.OtherPartyChangedAsync();
            party.IsApart = false;
            await Call.ResumeAsync(party);
            return;
        }

        // Told before the transferor is hung up, so that its phone shows what became of its request.
        refer?.Report(SipStatus.Ok);
        await LetTransferorGoAsync();
        await JoinAsync();
    }

    /// <inheritdoc />
    public async ValueTask OnRejectedAsync(Party party, int statusCode)
    {
        if (!Call.IsOver)
        {
            await AbandonAsync(FailureReasons.FromStatus(statusCode), statusCode);
        }
    }

    /// <inheritdoc />
    public ValueTask OnDescriptionChangedAsync(Party party) => IsConsulting ? Call.ResumeAsync(party) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public async ValueTask OnHungUpAsync(Party party)
    {
        if (!Call.IsOver)
        {
            await AbandonAsync(IsConsulting ? CallFailureReason.None : CallFailureReason.TemporarilyUnavailable, SipStatus.TemporarilyUnavailable);
        }
    }

    /// <inheritdoc />
    public ValueTask OnLostAsync(Party party, string reason)
    {
        Log.TargetLost(services.Logger, Call.Id, party.Identity.Number, reason);
        return OnHungUpAsync(party);
    }

    /// <inheritdoc />
    public ValueTask OnReferAsync(Party party, ReferRequest refer)
    {
        // One transfer at a time; the phone may ask again when this one is over.
        refer.Refuse(SipStatus.RequestPending);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask OnInfoDigitAsync(Party party, char digit, TimeSpan duration) => Call.PassDigitAsync(party, digit, duration);

    private async ValueTask OnAlertedAsync()
    {
        if (Call.IsOver || Target is not { State: LegState.Ringing or LegState.EarlyMedia } target)
        {
            return;
        }

        refer?.Report(target.State is LegState.EarlyMedia ? SipStatus.SessionProgress : SipStatus.Ringing);
        if (refer is null && !Consults)
        {
            await LetTransferorGoAsync();
        }

        await Call.ApplyPlanAsync();
        Call.Publish();
    }

    private async ValueTask OnRingTimeoutAsync()
    {
        if (!Call.IsOver && Target is { AnsweredAt: null } target)
        {
            CallFailureReason reason = target.IsReached ? CallFailureReason.NoAnswer : CallFailureReason.Unreachable;
            await AbandonAsync(reason, target.IsReached ? SipStatus.RequestTimeout : SipStatus.TemporarilyUnavailable);
        }
    }
}
