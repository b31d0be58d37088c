using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>The second version's look-ups of running calls: <c>call/query</c> and <c>extension/query_call</c>.</summary>
internal static class QueryCalls
{
    private const string All = "all";

    /// <summary>One call by its id, or all of a kind, or all.</summary>
    public static async Task<IResult> HandleAsync(HttpContext http, ICallEngine engine, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string callId = body.Optional("callid");
        string type = body.Optional("type").ToLowerInvariant();
        CallKind? kind = type switch
        {
            "inbound" => CallKind.Inbound,
            "outbound" => CallKind.Outbound,
            "internal" => CallKind.Internal,
            _ => null,
        };
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        if (type.Length > 0 && kind is null)
        {
            return SSeriesResult.Of(SSeriesCode.ParameterBlank);
        }

        var found = CallMembers.AllOf(engine)
            .Where(call => callId.Length == 0 || call.Id == callId)
            .Where(call => kind is null || call.Kind == kind)
            .Select(call => call.ToFields())
            .ToList();
        return callId.Length > 0 && found.Count == 0
            ? SSeriesResult.Of(SSeriesCode.CallIdNotFound)
            : SSeriesResult.Success(new Fields { { "calls", found } });
    }

    /// <summary>The calls of extensions: several with commas, or <c>all</c>.</summary>
    public static async Task<IResult> OfExtensionsAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        body.Required("number");
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        IReadOnlyList<string> numbers = body.List("number");
        if (numbers is [All])
        {
            numbers = [.. extensions.All.Select(extension => extension.Number)];
        }

        if (numbers.Any(number => !extensions.TryGet(number, out _)))
        {
            return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
        }

        CallMembers[] calls = [.. CallMembers.AllOf(engine)];
        return SSeriesResult.Success(new Fields
        {
            {
                "calllist", numbers.Select(number => new Fields
                {
                    { "number", number },
                    { "numbercalls", calls.Where(call => call.Extensions.Contains(number, StringComparer.Ordinal)).Select(call => call.ToFields()).ToList() },
                }).ToList()
            },
        });
    }
}
