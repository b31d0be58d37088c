using Microsoft.AspNetCore.Http;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Calls;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Monitoring;

/// <summary><c>call/listen</c> of the second version: two extensions and a mode. Answers with the monitor's own call id.</summary>
internal static class MonitorCall
{
    public static async Task<IResult> HandleAsync(HttpContext http, MonitorRequest monitor, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string supervisor = body.Required("monitor");
        string target = body.Required("extension");
        string type = body.Required("type").ToLowerInvariant();
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (!MonitorType.TryParse(type, out MonitorMode mode))
        {
            return SSeriesResult.Of(SSeriesCode.MonitorModeMismatch);
        }

        (SSeriesCode code, CallId own) = await monitor.RunAsync(ApiUser.Of(http).AsRequester, supervisor, target, mode, aloneOnly: false);
        return code == SSeriesCode.Success ? CallAnswer.Of(own) : SSeriesResult.Of(code);
    }
}
