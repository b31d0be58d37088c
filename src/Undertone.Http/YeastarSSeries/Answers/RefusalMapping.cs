using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarSSeries.Answers;

/// <summary>How this dialect names what the engine refuses: the one table of pairings (docs/dialects/yeastar-s-series.md, errors).</summary>
internal static class RefusalMapping
{
    /// <summary>The code for a refusal; success for <see cref="Refusal.None"/>.</summary>
    public static SSeriesCode CodeFor(Refusal refusal) => refusal switch
    {
        Refusal.None => SSeriesCode.Success,
        Refusal.CallNotFound or Refusal.LegNotFound => SSeriesCode.CallNotFound,
        Refusal.ExtensionNotFound => SSeriesCode.ExtensionNotFound,
        Refusal.NumberNotFound => SSeriesCode.NumberNotFound,
        Refusal.NotAnswered => SSeriesCode.CallNotConnected,
        Refusal.TargetNotMonitorable or Refusal.TooManyMonitors => SSeriesCode.NotMonitorable,
        Refusal.ModeNotPermitted => SSeriesCode.MonitorModeMismatch,
        Refusal.SupervisorIsParty or Refusal.SupervisorUnavailable or Refusal.SupervisorBusy or Refusal.SupervisorDidNotAnswer
            => SSeriesCode.ExtensionNotIdle,
        _ => SSeriesCode.Internal,
    };
}
