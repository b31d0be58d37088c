using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Switch.Calls;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Transfers;

/// <content>An attended transfer by phone: the target is a party of another call, in which the transferor has consulted it.</content>
internal sealed partial class Transfer
{
    /// <summary>Asks the call in which the transferor consulted the target to hand it over.</summary>
    /// <param name="consultation">That call.</param>
    /// <param name="transferorThere">The transferor's leg there.</param>
    /// <returns>False if that call is over already.</returns>
    public bool AskFor(Call consultation, Party transferorThere)
    {
        AwaitsHandOver = consultation.Mailbox.Post(() => consultation.HandOverAsync(transferorThere, this));
        _ringTimer = Call.After(services.Options.RingTimeout, OnHandOverTimeoutAsync);
        return AwaitsHandOver;
    }

    /// <summary>
    /// The target was handed over, with everything that belongs to it: what concerns it now comes to our mailbox. Its audio still has to
    /// move, which its phone learns by a re-INVITE.
    /// </summary>
    public async ValueTask OnHandedOverAsync(Party target, SessionContext context)
    {
        AwaitsHandOver = false;
        Target = target;
        target.BelongTo(this, LegRole.Callee);
        target.IsApart = true;
        Call.Adopt(target, context);
        if (Call.IsOver)
        {
            target.End();
            Call.CloseAfterHandOver(target);
        }
        else if (target.Session is not { IsEstablished: true } || Call.TryAddLegFor(target) is not { } leg)
        {
            await AbandonAsync(CallFailureReason.Congestion, SipStatus.TemporarilyUnavailable);
        }
        else
        {
            // First its audio: a plan can name only legs of its own call.
            target.MoveTo(leg, moved.Audio.Wish, accepted => OnMovedAsync(target, accepted));
            if (TransferorIsGone)
            {
                await SeatTargetAsync();
            }
        }
    }

    /// <summary>The consultation is over, or has become something else.</summary>
    public async ValueTask OnNotHandedOverAsync()
    {
        AwaitsHandOver = false;
        if (Call.IsOver)
        {
            Call.CloseAfterHandOver(null);
            return;
        }

        await AbandonAsync(CallFailureReason.Unreachable, SipStatus.CallDoesNotExist);
    }

    /// <summary>The target does not know of the transferor yet, whose phone gave up waiting for it (a semi-attended transfer): it is called for the moved party.</summary>
    public async ValueTask OnStillRingingAsync(string number)
    {
        AwaitsHandOver = false;
        if (Call.IsOver)
        {
            Call.CloseAfterHandOver(null);
        }
        else if (await RingAsync(number) is not CallFailureReason.None and var failure)
        {
            await AbandonAsync(failure, FailureReasons.ToStatus(failure));
        }
        else if (TransferorIsGone)
        {
            await SeatTargetAsync();
        }
    }

    // Whatever goes wrong on the way, the moved party must not wait for ever.
    private async ValueTask OnHandOverTimeoutAsync()
    {
        if (!Call.IsOver)
        {
            AwaitsHandOver = false;
            await AbandonAsync(CallFailureReason.Unreachable, SipStatus.RequestTimeout);
        }
    }

    private async ValueTask OnMovedAsync(Party target, bool accepted)
    {
        if (Call.IsOver || !ReferenceEquals(target, Target))
        {
            return;
        }

        if (accepted)
        {
            await OnAnsweredAsync(target);
        }
        else
        {
            await AbandonAsync(CallFailureReason.NotAcceptable, SipStatus.NotAcceptableHere);
        }
    }
}
