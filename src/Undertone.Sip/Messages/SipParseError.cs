namespace Undertone.Sip.Messages;

/// <summary>A refused message.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">The same in a few words that quote nothing of the message; also the reason phrase of a 400.</param>
/// <param name="Answer">
/// The response to send, or null: drop. Its Vias are well-formed; its other headers are the sender's own text, so send it by the topmost Via
/// without a transaction. Never set for a response or an ACK.
/// </param>
public sealed record SipParseError(SipParseErrorReason Reason, string Text, SipResponse? Answer = null);
