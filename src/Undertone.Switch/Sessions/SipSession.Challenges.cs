using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Sessions;

/// <content>What a far side does that wants every request proven, also those inside the dialog (RFC 3261 22.2).</content>
internal abstract partial class SipSession
{
    /// <summary>Answers the far side's challenges; null if we have no account there.</summary>
    protected virtual TrunkCredentials? Credentials => null;

    /// <summary>A request of this dialog again, with credentials and the next number; null if the response is no challenge that can be answered.</summary>
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
}
