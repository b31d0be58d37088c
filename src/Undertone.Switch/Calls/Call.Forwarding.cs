using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <content>Call forwarding that is set on a phone: it answers an INVITE with 302 and the number to call instead (RFC 3261 8.1.3.4).</content>
internal sealed partial class Call
{
    // Two phones that forward to each other must not keep a caller waiting for ever.
    private const int MostForwards = 5;
    private int _forwards;

    /// <summary>Calls the number that the callee's phone names in its place. Only its number counts: the call stays with our routes and rights.</summary>
    /// <returns>False if it names none, or the call has been sent on too often.</returns>
    private bool TryForward(Party callee)
    {
        // Somebody outside must not make us call numbers of his choice at our cost.
        if (callee.Identity.Trunk is not null || !ReferenceEquals(callee, _callee) || callee.RedirectedTo?.User is not { Length: > 0 } number || _forwards++ >= MostForwards)
        {
            return false;
        }

        Log.Forwarded(_services.Logger, Id, callee.Identity.Number, number);
        callee.End();
        Retire(callee, CallFailureReason.Unreachable);
        _callee = null;
        PartyIdentity caller = _caller!.Identity;
        AudioWish preferred = _caller.Incoming is { } incoming ? AudioWish.Of(incoming.Offer.Span) : _caller.Audio.Wish;
        CallFailureReason failure = CallFailureReason.Busy;
        if (number == caller.Number || !TryRing(number, LegRole.Callee, caller, preferred, out _callee, out failure))
        {
            Fail(failure);
            return true;
        }

        StartRingTimer(_callee);
        _services.Events.Publish(new CallForwarded(_services.Clock.GetUtcNow(), TakeSnapshot()));
        return true;
    }
}
