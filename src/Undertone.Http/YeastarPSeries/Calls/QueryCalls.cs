using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>
/// <c>GET call/query</c>: the running calls, oldest first, filtered by <c>call_id</c>, <c>extension</c> and <c>type</c> as given; monitors
/// appear as calls of their own. Nothing found is an empty list, not an error.
/// </summary>
internal static class QueryCalls
{
    public static IResult Handle(HttpContext http, ICallEngine engine)
    {
        var query = new QueryParameters(http.Request.Query);
        CallKind? kind = ReadKind(query);
        string? extension = query.Text("extension");
        string? callId = query.Text("call_id");
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IEnumerable<CallSnapshot> calls = engine.Calls;
        var found = calls
            .Where(call => kind is null || call.Kind == kind)
            .Where(call => extension is null || call.Legs.Any(leg => leg.Trunk is null && leg.Number == extension))
            .Select(call => (call.StartedAt, Info: CallInfoBuilder.Of(call)))
            .Concat(calls
                .SelectMany(call => call.Monitors)
                .Where(_ => kind is null or CallKind.Internal)
                .Where(monitor => extension is null || monitor.Supervisor == extension)
                .Select(monitor => (monitor.StartedAt, Info: CallInfoBuilder.Of(monitor))))
            .Where(entry => callId is null || entry.Info.CallId == callId)
            .OrderBy(entry => entry.StartedAt)
            .Select(entry => entry.Info);
        return PSeriesResult.Success(
            new CallListAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, [.. found]), PSeriesJson.Wire.CallListAnswer);
    }

    private static CallKind? ReadKind(QueryParameters query)
    {
        switch (query.Text("type"))
        {
            case null:
                return null;
            case "internal":
                return CallKind.Internal;
            case "inbound":
                return CallKind.Inbound;
            case "outbound":
                return CallKind.Outbound;
            case { } other:
                query.Note(InvalidParam.WrongValue("type", other));
                return null;
        }
    }
}
