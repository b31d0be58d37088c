using Undertone.Sip.Messages;

namespace Undertone.Phone.Calls;

/// <summary>The ways in which a caller asks a phone to answer by itself; phones differ in which they obey, this one obeys all.</summary>
public static class AutoAnswer
{
    /// <summary>
    /// Whether the request carries <c>Call-Info</c> with answer-after=0, <c>Alert-Info</c> with alert-autoanswer or answer-after=0, or
    /// <c>Answer-Mode: Auto</c> (RFC 5373).
    /// </summary>
    public static bool IsAskedBy(SipRequest invite) =>
        Contains(invite, SipHeaderNames.CallInfo, "answer-after=0")
        || Contains(invite, SipHeaderNames.AlertInfo, "alert-autoanswer")
        || Contains(invite, SipHeaderNames.AlertInfo, "answer-after=0")
        || invite.Headers.All(SipHeaderNames.AnswerMode).Any(value => value.Split(';')[0].Trim().Equals("Auto", StringComparison.OrdinalIgnoreCase));

    private static bool Contains(SipRequest invite, string name, string text) => invite.Headers.All(name)
        .Any(value => value.Replace(" ", "", StringComparison.Ordinal).Contains(text, StringComparison.OrdinalIgnoreCase));
}
