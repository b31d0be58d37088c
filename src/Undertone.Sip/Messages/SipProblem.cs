namespace Undertone.Sip.Messages;

/// <summary>The first thing found wrong with a message, and the status code that a request with it deserves.</summary>
internal readonly record struct SipProblem(SipParseErrorReason Reason, string Text, int StatusCode = SipStatus.BadRequest)
{
    public static SipProblem Missing(string header) => new(SipParseErrorReason.MissingHeader, $"Missing {header} header");

    public static SipProblem Malformed(string header) => new(SipParseErrorReason.MalformedHeader, $"Malformed {header} header");

    public static SipProblem Duplicate(string header) => new(SipParseErrorReason.DuplicateHeader, $"More than one {header} header");

    public static SipProblem TooLarge(SipParseErrorReason reason, string text) => new(reason, text, SipStatus.MessageTooLarge);
}
