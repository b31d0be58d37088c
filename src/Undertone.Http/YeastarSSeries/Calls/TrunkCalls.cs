using Microsoft.AspNetCore.Http;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>
/// The first version's <c>inbound</c> and <c>outbound</c> requests: a party outside is named by the id of its call, and can be looked up,
/// hung up, and moved to an extension or to another number outside.
/// </summary>
/// <param name="isInbound">Those who called, or those who were called.</param>
internal sealed class TrunkCalls(bool isInbound)
{
    private string Name => isInbound ? "inbound" : "outbound";

    private string IdName => isInbound ? "inboundid" : "outboundid";

    /// <summary>Shows some, by their ids with commas, or all.</summary>
    public async Task<IResult> QueryAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        IReadOnlyList<string> wanted = body.List(IdName);
        var found = engine.Calls
            .Where(call => wanted.Count == 0 || wanted.Contains(call.Id.ToString(), StringComparer.Ordinal))
            .Where(call => ExtensionCall.TryFindTrunkLeg(engine, call.Id.ToString(), isInbound, out _, out _))
            .Select(call => Show(engine, call))
            .OfType<Fields>()
            .ToList();
        return SSeriesResult.Success(new Fields { { Name, found } });
    }

    /// <summary>Hangs one up.</summary>
    public async Task<IResult> HangUpAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string id = body.Required(IdName);
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        return ExtensionCall.TryFindTrunkLeg(engine, id, isInbound, out _, out LegSnapshot leg)
            ? CallAnswer.WithoutCall(await engine.HangUpAsync(leg.Id, CancellationToken.None))
            : SSeriesResult.Of(SSeriesCode.CallNotFound);
    }

    /// <summary>Moves one to an extension.</summary>
    public async Task<IResult> TransferToExtensionAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string id = body.Required(IdName);
        string extension = body.Required("extid");
        return body.Problem is { } problem ? SSeriesResult.Of(problem) : await MoveAsync(http, engine, extensions, id, extension, permissionOf: extension);
    }

    /// <summary>Moves one to a number outside.</summary>
    public async Task<IResult> TransferOutsideAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string id = body.Required(IdName);
        string number = body.Required("outto");
        string permissionOf = body.Required("fromext");
        return body.Problem is { } problem ? SSeriesResult.Of(problem) : await MoveAsync(http, engine, extensions, id, number, permissionOf);
    }

    private async Task<IResult> MoveAsync(
        HttpContext http, ICallEngine engine, ExtensionDirectory extensions, string id, string number, string permissionOf)
    {
        if (!extensions.TryGet(permissionOf, out _))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        if (!DiallableNumber.IsValid(number))
        {
            return SSeriesResult.Of(SSeriesCode.NumberNotFound);
        }

        return ExtensionCall.TryFindTrunkLeg(engine, id, isInbound, out _, out LegSnapshot leg)
            ? CallAnswer.Of(await engine.TransferAsync(new TransferParty(ApiUser.Of(http).AsRequester, leg.Id, number), CancellationToken.None))
            : SSeriesResult.Of(SSeriesCode.CallNotFound);
    }

    private Fields? Show(ICallEngine engine, CallSnapshot call)
    {
        if (!ExtensionCall.TryFindTrunkLeg(engine, call.Id.ToString(), isInbound, out CallSnapshot now, out LegSnapshot leg))
        {
            return null;
        }

        // The vendor's order: the id first.
        var party = CallParty.Of(now, leg);
        var fields = new Fields
        {
            { IdName, now.Id.ToString() }, { "from", party.From }, { "to", party.To }, { "trunk", party.Trunk }, { "status", StatusOf(now) },
        };
        if (isInbound)
        {
            fields.Add("callee", now.Legs
                .Where(other => other.Id != leg.Id && other.Trunk is null && other.State is not LegState.Ended)
                .Select(other => new Fields { { "extid", other.Number } })
                .ToList());
        }

        return fields;
    }

    private static string StatusOf(CallSnapshot call)
        => !call.IsAnswered ? "Progress" : call.Legs.Any(leg => leg.State is LegState.Holding or LegState.Held) ? "Wait" : "Talking";
}
