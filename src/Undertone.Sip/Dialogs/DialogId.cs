using Undertone.Sip.Messages;

namespace Undertone.Sip.Dialogs;

/// <summary>What a dialog is recognised by (RFC 3261 12), seen from our side. A missing tag, as RFC 2543 allows, is the empty string.</summary>
/// <param name="CallId">The Call-ID.</param>
/// <param name="LocalTag">Our tag.</param>
/// <param name="RemoteTag">The peer's tag.</param>
public readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag)
{
    /// <summary>The dialog that a received request belongs to: its To is ours.</summary>
    public static DialogId OfReceived(SipRequest request) => new(request.CallId, request.To.Tag ?? "", request.From.Tag ?? "");

    /// <summary>The dialog that a received response belongs to or begins: its From is ours.</summary>
    public static DialogId OfReceived(SipResponse response) => new(response.CallId, response.From.Tag ?? "", response.To.Tag ?? "");
}
