using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries;

/// <summary>Answers every path and method under <c>/openapi</c> that is not one of ours.</summary>
internal static partial class UnknownInterface
{
    private const string Served = "v1.0";

    public static IResult Handle(string? path)
    {
        string version = (path ?? "").Split('/')[0];
        bool isOtherVersion = VersionSegment().IsMatch(version) && !version.Equals(Served, StringComparison.OrdinalIgnoreCase);
        return PSeriesResult.Of(isOtherVersion ? PSeriesCode.ApiVersionUnsupported : PSeriesCode.InterfaceNotExisted);
    }

    [GeneratedRegex(@"^v[0-9]{1,3}\.[0-9]{1,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VersionSegment();
}
