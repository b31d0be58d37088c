using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Extensions;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.StatusMonitoring;

/// <summary><c>GET extension_status_monitor/list</c>: for every extension, which of its changes are told. Paged as the list of extensions.</summary>
internal static class ListStatusMonitor
{
    public static IResult Handle(HttpContext http, ExtensionDirectory extensions)
    {
        var query = new QueryParameters(http.Request.Query);
        var page = ExtensionPage.Read(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<Extension> all = extensions.All;
        StatusMonitorItem[] items = [.. page.Of(all).Select(StatusMonitorItem.Of)];
        return PSeriesResult.Success(
            new StatusMonitorAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, all.Count, items), PSeriesJson.Wire.StatusMonitorAnswer);
    }
}
