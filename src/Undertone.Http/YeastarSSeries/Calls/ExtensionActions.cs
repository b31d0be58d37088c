using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>The first version's <c>extension/hangup</c>, <c>hold</c>, <c>unhold</c>, <c>mute</c> and <c>unmute</c>: what an extension does in its call.</summary>
internal static class ExtensionActions
{
    public static Task<IResult> HoldAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Hold);

    public static Task<IResult> ResumeAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Resume);

    public static Task<IResult> MuteAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Mute);

    public static Task<IResult> UnmuteAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Unmute);

    /// <summary>Ends the extension's call, or the monitor that it runs.</summary>
    public static Task<IResult> HangUpAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.HangUp, monitorsToo: true);

    private static async Task<IResult> RunAsync(
        HttpContext http, ICallEngine engine, YeastarSSeriesOptions options, LegAction action, bool monitorsToo = false)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string extension = body.Required("extid");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        LegId? leg = ExtensionCall.TryFind(engine, extension, out _, out LegSnapshot party) ? party.Id
            : monitorsToo ? ExtensionCall.MonitorOf(engine, extension)?.Id
            : null;
        return leg is { } found
            ? CallAnswer.WithoutCall(await action(engine, ApiUser.Of(http).AsRequester, found))
            : SSeriesResult.Of(SSeriesCode.CallNotFound);
    }
}
