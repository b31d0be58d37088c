using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarSSeries.Extensions;

/// <summary>The lists of extensions, and <c>extension/query</c> with their settings: one, several with commas, or all.</summary>
internal static class QueryExtensions
{
    private const string All = "all";

    /// <summary><c>extensionlist/query</c> and, in the second version, <c>extension/list</c>.</summary>
    public static IResult List(HttpContext http, ICallEngine engine, ExtensionDirectory extensions)
    {
        bool isV2 = RequestDialect.Of(http).IsV2;
        return SSeriesResult.Success(new Fields { { "extlist", extensions.All.Select(e => ExtensionFields.ListItem(e, engine, isV2)).ToList() } });
    }

    /// <summary><c>extension/query</c>.</summary>
    public static async Task<IResult> HandleAsync(HttpContext http, ICallEngine engine, ExtensionDirectory extensions, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        if (body.Problem is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        bool isV2 = RequestDialect.Of(http).IsV2;
        IReadOnlyList<string> numbers = body.List(isV2 ? "number" : "extid");
        List<Extension> found = [];
        foreach (string number in numbers is [All] ? [] : numbers)
        {
            if (!extensions.TryGet(number, out Extension? extension))
            {
                return SSeriesResult.Of(SSeriesCode.ExtensionNotFound);
            }

            found.Add(extension);
        }

        IEnumerable<Extension> shown = numbers is [] or [All] ? extensions.All : found;
        return SSeriesResult.Success(new Fields { { "extinfos", shown.Select(e => ExtensionFields.Detail(e, engine, options, isV2)).ToList() } });
    }
}
