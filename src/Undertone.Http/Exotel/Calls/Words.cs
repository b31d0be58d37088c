using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Calls;

/// <summary>The dialect's words for what the engine tells.</summary>
internal static class Words
{
    /// <summary>A call or leg that is there.</summary>
    public const string InProgress = "in-progress";

    /// <summary>What was last done with a leg that a client hung up.</summary>
    public const string HangUp = "hangup";

    /// <summary>A call that a client of this dialect placed.</summary>
    public const string OutboundApi = "outbound-api";

    /// <summary>How a leg came to be.</summary>
    public static string Of(LegOrigin origin) => origin switch
    {
        LegOrigin.Inbound => "inbound",
        LegOrigin.Outbound => "outbound",
        LegOrigin.OutboundDial => "outbound-dial",
        _ => "monitor",
    };

    /// <summary>What a supervisor does.</summary>
    public static string Of(MonitorMode mode) => mode switch
    {
        MonitorMode.Listen => "listen",
        MonitorMode.Whisper => "whisper",
        _ => "barge",
    };

    /// <summary>Reads what a supervisor is to do; false for any other word.</summary>
    public static bool TryParseMode(string word, out MonitorMode mode)
    {
        mode = word switch
        {
            "listen" => MonitorMode.Listen,
            "whisper" => MonitorMode.Whisper,
            _ => MonitorMode.Barge,
        };
        return word is "listen" or "whisper" or "barge";
    }

    /// <summary>How a call ended up.</summary>
    public static string Of(CallDisposition disposition) => disposition switch
    {
        CallDisposition.Answered => "completed",
        CallDisposition.Busy => "busy",
        CallDisposition.NoAnswer => "no-answer",
        _ => "failed",
    };

    /// <summary>How a leg ended up.</summary>
    public static string StatusOf(LegRecord leg) => leg.FailureReason switch
    {
        CallFailureReason.None => "completed",
        CallFailureReason.Busy or CallFailureReason.Declined => "busy",
        CallFailureReason.NoAnswer or CallFailureReason.TemporarilyUnavailable or CallFailureReason.DoNotDisturb => "no-answer",
        CallFailureReason.Cancelled => "canceled",
        _ => "failed",
    };

    /// <summary>Where a call that no client of this dialect placed came from.</summary>
    public static string DirectionOf(CallKind kind) => kind is CallKind.Inbound ? "inbound" : "outbound-dial";
}
