using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary>
/// <c>GET extension/list</c> and <c>GET extension/search</c>: a page of all extensions, or of those that match. <c>total_number</c> counts
/// all of them, not only this page.
/// </summary>
internal static class ListExtensions
{
    /// <summary>The list.</summary>
    public static IResult Handle(HttpContext http, ExtensionDirectory extensions, ICallEngine engine)
        => Answer(new QueryParameters(http.Request.Query), extensions.All, engine);

    /// <summary>The search.</summary>
    public static IResult HandleSearch(HttpContext http, ExtensionDirectory extensions, ICallEngine engine)
    {
        var query = new QueryParameters(http.Request.Query);
        var wanted = ExtensionSearch.Read(query);
        return Answer(query, [.. extensions.All.Where(wanted.Matches)], engine);
    }

    private static PSeriesResult Answer(QueryParameters query, IReadOnlyCollection<Extension> all, ICallEngine engine)
    {
        var page = ExtensionPage.Read(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        var items = page.Of(all).Select(extension => ExtensionListItem.Of(extension, engine.StatusOf(extension.Number)));
        return PSeriesResult.Success(
            new ExtensionListAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, all.Count, [.. items]),
            PSeriesJson.Wire.ExtensionListAnswer);
    }
}
