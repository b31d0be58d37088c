using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Monitoring;

/// <summary>
/// <c>extension/listen</c>, <c>extension/whisper</c> and <c>extension/barge</c> of the first version and OpenVox: two extensions, by
/// names that differ with the mode. The answer names no call.
/// </summary>
internal static class MonitorExtension
{
    public static Task<IResult> ListenAsync(HttpContext http, MonitorRequest monitor, YeastarSSeriesOptions options)
        => RunAsync(http, monitor, options, MonitorMode.Listen, "listener", "listenedext");

    public static Task<IResult> WhisperAsync(HttpContext http, MonitorRequest monitor, YeastarSSeriesOptions options)
        => RunAsync(http, monitor, options, MonitorMode.Whisper, "whisperer", "whisperedext");

    public static Task<IResult> BargeAsync(HttpContext http, MonitorRequest monitor, YeastarSSeriesOptions options)
        => RunAsync(http, monitor, options, MonitorMode.Barge, "bargein", "bargedext");

    private static async Task<IResult> RunAsync(
        HttpContext http, MonitorRequest monitor, YeastarSSeriesOptions options, MonitorMode mode, string supervisorName, string targetName)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string supervisor = body.Required(supervisorName);
        string target = body.Required(targetName);
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        (SSeriesCode code, _) = await monitor.RunAsync(
            ApiUser.Of(http).AsRequester, supervisor, target, mode, aloneOnly: mode is MonitorMode.Listen);
        return SSeriesResult.Of(code);
    }
}
