using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Sessions;

/// <content>What is other than with a phone when the far side is a trunk.</content>
internal abstract partial class SipSession
{
    /// <summary>True when the far side is a trunk.</summary>
    protected abstract bool IsTrunk { get; }

    /// <summary>Answers the far side's challenges; null if we have no account there.</summary>
    protected virtual TrunkCredentials? Credentials => null;

    /// <summary>
    /// A request of this dialog again, with credentials and the next number, for a far side that wants every one proven (RFC 3261 22.2);
    /// null if the response is no challenge that can be answered.
    /// </summary>
    internal SipRequest? Answer(SipResponse challenge, SipRequest request)
    {
        if (Dialog is null || Credentials?.Answer(challenge, request) is not { } again)
        {
            return null;
        }

        (SipRequest next, Dialog) = Dialog.CreateRequest(request.Method);
        again.CSeq = next.CSeq;
        return again;
    }

    /// <summary>
    /// Where our requests of a dialog go. A phone is reached by the way that its messages come, since behind NAT it names an address that
    /// only it knows; a trunk by what the dialog names (RFC 3261 12.2.1.1).
    /// </summary>
    protected SipFlow WayOf(Dialog dialog, SipFlow seen)
        => IsTrunk ? TrunkHop.Choose(Context.Stack.TryResolve(dialog.NextHop, out SipFlow? named) ? named : null, seen) : seen;
}
