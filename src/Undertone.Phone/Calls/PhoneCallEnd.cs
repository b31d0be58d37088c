namespace Undertone.Phone.Calls;

/// <summary>How a call ended.</summary>
/// <param name="Reason">Who or what ended it.</param>
/// <param name="StatusCode">The SIP status that ended it, 200 for a BYE.</param>
public sealed record PhoneCallEnd(PhoneCallEndReason Reason, int StatusCode);

/// <summary>Who or what ended a call.</summary>
public enum PhoneCallEndReason
{
    /// <summary>This phone said BYE.</summary>
    HungUpHere,

    /// <summary>The far side said BYE.</summary>
    HungUpThere,

    /// <summary>The far side refused the call.</summary>
    Refused,

    /// <summary>This phone refused the call.</summary>
    Declined,

    /// <summary>The caller gave up before the answer.</summary>
    Cancelled,

    /// <summary>Nobody answered the signalling, or no audio could be agreed.</summary>
    Failed,

    /// <summary>This phone fell silent without a word.</summary>
    Vanished,
}
