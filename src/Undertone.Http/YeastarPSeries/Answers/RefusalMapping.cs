using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Answers;

/// <summary>How this dialect names what the engine refuses: the one table of pairings (docs/dialects/yeastar-p-series.md, errors).</summary>
internal static class RefusalMapping
{
    /// <summary>The code for a refusal; success for <see cref="Refusal.None"/>.</summary>
    public static PSeriesCode CodeFor(Refusal refusal) => refusal switch
    {
        Refusal.None => PSeriesCode.Success,
        Refusal.CallNotFound => PSeriesCode.ChannelIdNotFound,
        Refusal.LegNotFound => PSeriesCode.ChannelIdNotFound,
        Refusal.ExtensionNotFound => PSeriesCode.DataNotFound,
        Refusal.NumberNotFound => PSeriesCode.DataNotFound,
        Refusal.NotSupported => PSeriesCode.OperationNotSupported,
        Refusal.NotAnswered => PSeriesCode.OperationNotSupported,
        Refusal.TargetNotMonitorable => PSeriesCode.OperationFailed,
        Refusal.ModeNotPermitted => PSeriesCode.OperationFailed,
        Refusal.SupervisorIsParty => PSeriesCode.ActionForbidden,
        Refusal.SupervisorUnavailable => PSeriesCode.Failure,
        Refusal.SupervisorBusy => PSeriesCode.Failure,
        Refusal.SupervisorDidNotAnswer => PSeriesCode.Failure,
        Refusal.TooManyMonitors => PSeriesCode.MaxLimitationExceeded,
        Refusal.NoCommonCodec => PSeriesCode.Failure,
        Refusal.Overloaded => PSeriesCode.OverloadTaskRunning,
        Refusal.AuditFailed => PSeriesCode.InternalServerError,
        _ => PSeriesCode.Failure,
    };
}
