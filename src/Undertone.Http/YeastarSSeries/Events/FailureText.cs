using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;

namespace Undertone.Http.YeastarSSeries.Events;

/// <summary>Why a call failed, in the words of each layout.</summary>
internal static class FailureText
{
    /// <summary>The text of the first version, spelt as the vendor does; null for what is no failure.</summary>
    public static string? OfV1(CallFailureReason reason) => reason switch
    {
        CallFailureReason.None or CallFailureReason.Cancelled => null,
        CallFailureReason.NotFound => "404 NOT found",
        CallFailureReason.Busy => "486 Busy Here",
        CallFailureReason.Declined => "603 Declined",
        CallFailureReason.NoAnswer or CallFailureReason.TemporarilyUnavailable => "480 Temporarily unavailable",
        CallFailureReason.Gone => "410 Gone",
        CallFailureReason.AddressIncomplete => "484 Address Incomplete",
        CallFailureReason.Forbidden => "NO Outbound Restriction",
        CallFailureReason.DoNotDisturb => "DND",
        CallFailureReason.Unreachable => "Line unreachable",
        _ => "Circuit/channel congestion",
    };

    /// <summary>The text of the second version; null for what is no failure.</summary>
    public static string? OfV2(CallFailureReason reason)
        => reason is CallFailureReason.Forbidden ? "NO Outbound Restriction" : FailureReasonText.Of(reason);

    /// <summary>The number of OpenVox, a SIP status.</summary>
    public static int OfOpenVox(CallFailureReason reason) => reason switch
    {
        CallFailureReason.NotFound => 404,
        CallFailureReason.Busy => 486,
        CallFailureReason.Declined => 603,
        CallFailureReason.Gone => 410,
        CallFailureReason.AddressIncomplete => 484,
        CallFailureReason.Forbidden => 403,
        CallFailureReason.NotAcceptable => 488,
        CallFailureReason.Congestion => 503,
        _ => 480,
    };
}
