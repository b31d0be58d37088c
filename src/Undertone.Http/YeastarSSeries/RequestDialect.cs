using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Undertone.Http.YeastarSSeries;

/// <summary>Which of the dialects under <c>/api</c> a request speaks: Yeastar v1 or v2, or OpenVox, which is v1 with a choice of JSON and XML.</summary>
/// <param name="Version">The version in the path, such as <c>v1.1.0</c>; empty if there is none.</param>
/// <param name="Type">The parameter <c>type</c> of the query in lower case; empty if there is none.</param>
internal readonly partial record struct RequestDialect(string Version, string Type)
{
    /// <summary>True for the second version, which names calls and channels.</summary>
    public bool IsV2 => V2().IsMatch(Version);

    /// <summary>True for the first version's first releases, whose events carried no serial number.</summary>
    public bool IsFirstRelease => Version.StartsWith("v1.0.", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for OpenVox.</summary>
    public bool IsOpenVox => !IsV2 && (Type.Length > 0 || Version.StartsWith("v0", StringComparison.OrdinalIgnoreCase));

    /// <summary>True if request and answer are XML.</summary>
    public bool SpeaksXml => !IsV2 && Type == "xml";

    /// <summary>The dialect of a request.</summary>
    public static RequestDialect Of(HttpContext http)
    {
        // Not from the route: requests that match no route are answered in their dialect, too.
        string[] segments = (http.Request.Path.Value ?? "").Split('/', 4);
        return new RequestDialect(segments.Length > 2 ? segments[2] : "", http.Request.Query["type"].ToString().ToLowerInvariant());
    }

    /// <summary>True if a path segment names a version at all.</summary>
    public static bool IsVersion(string segment) => AnyVersion().IsMatch(segment);

    [GeneratedRegex(@"^v[0-9]{1,4}(\.[0-9]{1,4}){0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AnyVersion();

    [GeneratedRegex(@"^v2(\.[0-9]{1,4}){0,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex V2();

    private static bool Matches(RouteValueDictionary values, string key, bool isV2)
        => values[key] is string segment && IsVersion(segment) && V2().IsMatch(segment) == isV2;

    /// <summary>Lets a route match all versions but the second.</summary>
    internal sealed class V1Constraint : IRouteConstraint
    {
        /// <inheritdoc />
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
            => Matches(values, routeKey, isV2: false);
    }

    /// <summary>Lets a route match the second version.</summary>
    internal sealed class V2Constraint : IRouteConstraint
    {
        /// <inheritdoc />
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
            => Matches(values, routeKey, isV2: true);
    }
}
