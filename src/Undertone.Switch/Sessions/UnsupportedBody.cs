using Undertone.Sip.Messages;
using Undertone.Sip.Sdp;

namespace Undertone.Switch.Sessions;

/// <summary>Requests that should carry a session description and carry something else.</summary>
internal static class UnsupportedBody
{
    /// <summary>The 415 for a body that is no session description (RFC 3261 8.2.3); null if there is nothing to object to.</summary>
    public static SipResponse? RefusalOf(SipRequest request)
    {
        if (request.Body.Length == 0 || request.HasContentType(SessionDescription.MediaType))
        {
            return null;
        }

        SipResponse refusal = SipResponse.CreateFor(request, SipStatus.UnsupportedMediaType);
        refusal.Headers.Set("Accept", SessionDescription.MediaType);
        return refusal;
    }
}
