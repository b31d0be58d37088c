using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.StatusMonitoring;

/// <summary>Which changes of an extension are told: 1 or 0 for the events 30007, 30008 and 30009.</summary>
internal sealed record StatusMonitorItem(
    int ExtId, string Number, string Name, int EnbRegisterStatus, int EnbCallStatus, int EnbPresenceStatus)
{
    /// <summary>Shows an extension's settings.</summary>
    public static StatusMonitorItem Of(Extension extension) => new(
        extension.Id,
        extension.Number,
        extension.Name,
        extension.Watched.Registration ? 1 : 0,
        extension.Watched.CallState ? 1 : 0,
        extension.Watched.Presence ? 1 : 0);
}

/// <summary>Answer of <c>extension_status_monitor/list</c>.</summary>
internal sealed record StatusMonitorAnswer(int Errcode, string Errmsg, int TotalNumber, IReadOnlyList<StatusMonitorItem> Data);
