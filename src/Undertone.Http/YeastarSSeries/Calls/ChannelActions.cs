using Microsoft.AspNetCore.Http;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>The second version's <c>call/hangup</c>, <c>hold</c>, <c>unhold</c>, <c>mute</c>, <c>unmute</c>: by the channel ids of members, several with commas.</summary>
internal static class ChannelActions
{
    public static Task<IResult> HangUpAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.HangUp);

    public static Task<IResult> HoldAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Hold);

    public static Task<IResult> ResumeAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Resume);

    public static Task<IResult> MuteAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Mute);

    public static Task<IResult> UnmuteAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
        => RunAsync(http, engine, options, LegActions.Unmute);

    /// <summary>Blind transfer: the channel is that of the member to be moved.</summary>
    public static async Task<IResult> TransferAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
        => await TransferAsync(http, engine, extensions, options, "number", (requester, leg, number)
            => engine.TransferAsync(new TransferParty(requester, leg, number), CancellationToken.None));

    /// <summary>Attended transfer: the channel is that of the member who consults.</summary>
    public static async Task<IResult> ConsultAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
        => await TransferAsync(http, engine, extensions, options, "tonumber", (requester, leg, number)
            => engine.ConsultAsync(new ConsultTarget(requester, leg, number), CancellationToken.None));

    /// <summary>Ends a consultation. There is no swapping and no conference of three.</summary>
    public static async Task<IResult> EndConsultationAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string channel = body.Required("channelid");
        string operation = body.Required("operate").ToLowerInvariant();
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (operation is not ("complete" or "abort"))
        {
            return SSeriesResult.Of(SSeriesCode.UnknownRequest);
        }

        return ChannelLookup.TryFind(engine, channel, out LegId leg, out _)
            ? CallAnswer.Of(await engine.EndConsultationAsync(
                new EndConsultation(ApiUser.Of(http).AsRequester, leg, Complete: operation == "complete"), CancellationToken.None))
            : SSeriesResult.Of(SSeriesCode.CallNotFound);
    }

    private static async Task<IResult> TransferAsync(
        HttpContext http,
        ICallEngine engine,
        ExtensionDirectory extensions,
        YeastarSSeriesOptions options,
        string numberName,
        Func<Requester, LegId, string, ValueTask<Outcome<CallId>>> action)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string channel = body.Required("channelid");
        string number = body.Required(numberName);
        string permissionOf = body.Optional("dialpermission");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (permissionOf.Length > 0 && !extensions.TryGet(permissionOf, out _))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        if (!DiallableNumber.IsValid(number))
        {
            return SSeriesResult.Of(SSeriesCode.NumberNotFound);
        }

        return ChannelLookup.TryFind(engine, channel, out LegId leg, out _)
            ? CallAnswer.Of(await action(ApiUser.Of(http).AsRequester, leg, number))
            : SSeriesResult.Of(SSeriesCode.CallNotFound);
    }

    private static async Task<IResult> RunAsync(
        HttpContext http, ICallEngine engine, YeastarSSeriesOptions options, LegAction action)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        body.Required("channelid");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        List<LegId> legs = [];
        foreach (string channel in body.List("channelid"))
        {
            if (!ChannelLookup.TryFind(engine, channel, out LegId leg, out _))
            {
                return SSeriesResult.Of(SSeriesCode.CallNotFound);
            }

            legs.Add(leg);
        }

        SSeriesResult? first = null;
        foreach (LegId leg in legs)
        {
            SSeriesResult result = CallAnswer.Of(await action(engine, ApiUser.Of(http).AsRequester, leg));

            // Of two members of one call that are hung up, the second is gone with the first.
            if (result.Code != SSeriesCode.Success && first is null)
            {
                return result;
            }

            first ??= result;
        }

        return first ?? SSeriesResult.Of(SSeriesCode.ParameterBlank);
    }
}
