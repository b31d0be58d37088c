using Microsoft.AspNetCore.Http;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>
/// Click to call: <c>extension/dial_extension</c> and <c>extension/dial_outbound</c> of the first version, <c>call/dial</c> of the second.
/// The caller's phone rings first; what comes of it is told by events.
/// </summary>
internal static class Dial
{
    public static async Task<IResult> ExtensionAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string caller = body.Required("caller");
        string callee = body.Required("callee");
        return body.Problem is { } problem ? SSeriesResult.Of(problem)
            : !extensions.TryGet(callee, out _) ? SSeriesResult.Of(SSeriesCode.ExtensionNotFound)
            : await RunAsync(http, engine, extensions, body, caller, callee, permissionOf: "");
    }

    public static async Task<IResult> OutboundAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string caller = body.Required("extid");
        string callee = body.Required("outto");
        return body.Problem is { } problem ? SSeriesResult.Of(problem) : await RunAsync(http, engine, extensions, body, caller, callee, permissionOf: "");
    }

    public static async Task<IResult> CallAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string caller = body.Required("caller");
        string callee = body.Required("callee");
        return body.Problem is { } problem
            ? SSeriesResult.Of(problem)
            : await RunAsync(http, engine, extensions, body, caller, callee, body.Optional("dialpermission"));
    }

    private static async Task<IResult> RunAsync(
        HttpContext http, ICallEngine engine, ExtensionDirectory extensions, RequestFields body, string caller, string callee, string permissionOf)
    {
        if (!extensions.TryGet(caller, out _) || (permissionOf.Length > 0 && !extensions.TryGet(permissionOf, out _)))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        if (!DiallableNumber.IsValid(callee))
        {
            return SSeriesResult.Of(SSeriesCode.NumberNotFound);
        }

        bool autoAnswer = body.Optional("autoanswer").Equals("yes", StringComparison.OrdinalIgnoreCase);
        var command = new PlaceCall(ApiUser.Of(http).AsRequester, caller, callee, autoAnswer, permissionOf.Length > 0 ? permissionOf : null);

        // Once handed over it runs to its end: a client that hangs up halfway must not leave half an action.
        return CallAnswer.Of(await engine.PlaceCallAsync(command, CancellationToken.None));
    }
}
