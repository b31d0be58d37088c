using Undertone.Supervision.Calls;

namespace Undertone.Http.Yeastar;

/// <summary>Why a call failed, in the texts of 30015 and <c>CallFailed</c>, spelt as the vendor does, mistakes included: clients compare them.</summary>
internal static class FailureReasonText
{
    /// <summary>The text for a reason; null where the vendor has none, because it is not a failure.</summary>
    public static string? Of(CallFailureReason reason) => reason switch
    {
        CallFailureReason.NotFound => "404 NOT found",
        CallFailureReason.Unreachable => "Line Unreachable",
        CallFailureReason.Busy => "486 Busy here",
        CallFailureReason.Declined => "603 Declined",
        CallFailureReason.NoAnswer => "408 Request Time",
        CallFailureReason.TemporarilyUnavailable => "480 Temporatily Unavailable",
        CallFailureReason.Gone => "410 Gone",
        CallFailureReason.AddressIncomplete => "484 Address incomplete",
        CallFailureReason.Forbidden => "NO Dial Permission",
        CallFailureReason.NotAcceptable => "Circuit/channel congestion",
        CallFailureReason.DoNotDisturb => "DND",
        CallFailureReason.Congestion => "Circuit/channel congestion",
        _ => null,
    };
}
