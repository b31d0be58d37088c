using Microsoft.AspNetCore.Http;
using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary><c>calltransfer</c> of the first version: the party that the transferor talks with is moved to another number.</summary>
internal static class TransferCall
{
    public static async Task<IResult> HandleAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string callId = body.Required("callid");
        string transferor = body.Required("transferor");
        string number = body.Required("transferto");
        string permissionOf = body.Optional("fromext");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (permissionOf.Length > 0 && !extensions.TryGet(permissionOf, out _))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        if (!CallId.TryParse(callId, out CallId id) || engine.FindCall(id) is not { } call)
        {
            return SSeriesResult.Of(SSeriesCode.CallIdNotFound);
        }

        LegSnapshot? leaving = call.Legs.FirstOrDefault(leg => leg.Number == transferor && leg.State is not LegState.Ended);
        if (leaving is null || call.OtherThan(leaving.Id) is not { } moved)
        {
            return SSeriesResult.Of(SSeriesCode.CallNotFound);
        }

        return DiallableNumber.IsValid(number)
            ? CallAnswer.Of(await engine.TransferAsync(new TransferParty(ApiUser.Of(http).AsRequester, moved.Id, number), CancellationToken.None))
            : SSeriesResult.Of(SSeriesCode.NumberNotFound);
    }
}
