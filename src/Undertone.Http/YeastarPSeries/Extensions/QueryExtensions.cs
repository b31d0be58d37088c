using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary><c>GET extension/query</c>: several extensions with their settings. Unknown ones are left out; if all are unknown, that is an error.</summary>
internal static class QueryExtensions
{
    public static IResult Handle(HttpContext http, ExtensionDirectory extensions, ICallEngine engine)
    {
        var query = new QueryParameters(http.Request.Query);
        var selection = ExtensionSelection.Read(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<Extension> found = selection.FindAny(extensions);
        if (found.Count == 0)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        ExtensionDetail[] details = [.. found.Select(extension => ExtensionDetail.Of(extension, engine.StatusOf(extension.Number)))];
        return PSeriesResult.Success(
            new ExtensionsAnswer(PSeriesCode.Success.Number, PSeriesCode.Success.Text, details.Length, details), PSeriesJson.Wire.ExtensionsAnswer);
    }
}
