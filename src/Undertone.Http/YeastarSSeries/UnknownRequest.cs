using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;

namespace Undertone.Http.YeastarSSeries;

/// <summary>Answers every path under <c>/api</c> that is not one of ours.</summary>
internal static class UnknownRequest
{
    public static IResult Handle(string? path)
    {
        string[] segments = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        bool namesNothing = segments.Length == 0 || (segments.Length == 1 && RequestDialect.IsVersion(segments[0]));
        return SSeriesResult.Of(namesNothing ? SSeriesCode.RequestBlank : SSeriesCode.UnknownRequest);
    }
}
