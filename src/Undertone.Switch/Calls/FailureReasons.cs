using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;

namespace Undertone.Switch.Calls;

/// <summary>Translates between SIP status codes and the reasons of the domain.</summary>
internal static class FailureReasons
{
    /// <summary>What a device's or our own status code means.</summary>
    public static CallFailureReason FromStatus(int statusCode) => statusCode switch
    {
        >= 300 and < 400 => CallFailureReason.Unreachable,
        403 => CallFailureReason.Forbidden,
        404 or 604 => CallFailureReason.NotFound,
        408 => CallFailureReason.NoAnswer,
        410 => CallFailureReason.Gone,
        480 => CallFailureReason.TemporarilyUnavailable,
        484 => CallFailureReason.AddressIncomplete,
        486 or 600 => CallFailureReason.Busy,
        487 => CallFailureReason.Cancelled,
        488 or 606 or 415 => CallFailureReason.NotAcceptable,
        503 => CallFailureReason.Unreachable,
        603 => CallFailureReason.Declined,
        _ => CallFailureReason.Congestion,
    };

    /// <summary>What the caller is told.</summary>
    public static int ToStatus(CallFailureReason reason) => reason switch
    {
        CallFailureReason.Forbidden => SipStatus.Forbidden,
        CallFailureReason.NotFound => SipStatus.NotFound,
        CallFailureReason.Gone => SipStatus.Gone,
        CallFailureReason.AddressIncomplete => SipStatus.AddressIncomplete,
        CallFailureReason.Busy => SipStatus.BusyHere,
        CallFailureReason.Cancelled => SipStatus.RequestTerminated,
        CallFailureReason.NotAcceptable => SipStatus.NotAcceptableHere,
        CallFailureReason.Declined => SipStatus.Decline,
        CallFailureReason.Congestion => SipStatus.ServiceUnavailable,
        _ => SipStatus.TemporarilyUnavailable,
    };

    /// <summary>How the call's record counts it.</summary>
    public static CallDisposition ToDisposition(CallFailureReason reason) => reason switch
    {
        CallFailureReason.None => CallDisposition.Answered,
        CallFailureReason.Busy or CallFailureReason.Declined => CallDisposition.Busy,
        CallFailureReason.NoAnswer or CallFailureReason.Cancelled or CallFailureReason.TemporarilyUnavailable or CallFailureReason.DoNotDisturb
            => CallDisposition.NoAnswer,
        _ => CallDisposition.Failed,
    };

    /// <summary>
    /// Of the answers of several devices, the one that says most about the user: a decision for all devices (6xx) first, then what
    /// a person did (busy), then the rest by number, and last what only says that a device could not be reached (RFC 3261 16.7).
    /// </summary>
    public static int Best(int first, int second) => Rank(first) <= Rank(second) ? first : second;

    private static int Rank(int status) => status switch
    {
        >= 600 => 0,
        486 => 1,
        408 or 503 => 9_999,
        _ => status,
    };
}
