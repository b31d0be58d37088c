using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;
using Undertone.Http.YeastarPSeries.Parameters;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Http.YeastarPSeries.Extensions;

/// <summary><c>GET extension/get</c>: one extension with its settings, by <c>id</c> or <c>number</c>.</summary>
internal static class GetExtension
{
    public static IResult Handle(HttpContext http, ExtensionDirectory extensions, ICallEngine engine)
    {
        var query = new QueryParameters(http.Request.Query);
        int? id = query.Positive("id");
        string? number = query.Text("number");
        if (id is null && number is null && query.Problem is null)
        {
            query.Note(InvalidParam.Required("id"));
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (ExtensionLookup.Find(extensions, id, number) is not { } extension)
        {
            return PSeriesResult.Of(PSeriesCode.DataNotFound);
        }

        return PSeriesResult.Success(
            new ExtensionAnswer(
                PSeriesCode.Success.Number, PSeriesCode.Success.Text, ExtensionDetail.Of(extension, engine.StatusOf(extension.Number))),
            PSeriesJson.Wire.ExtensionAnswer);
    }
}
