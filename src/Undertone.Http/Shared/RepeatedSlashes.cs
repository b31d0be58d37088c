using System.Text;
using Microsoft.AspNetCore.Http;

namespace Undertone.Http.Shared;

/// <summary>Treats <c>/openapi/v1.0//call/dial</c> as <c>/openapi/v1.0/call/dial</c>: clients that join paths carelessly are served.</summary>
internal static class RepeatedSlashes
{
    /// <summary>Middleware; must run before routing.</summary>
    public static Task CollapseAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.Value is { } path && path.Contains("//", StringComparison.Ordinal))
        {
            http.Request.Path = Collapse(path);
        }

        return next(http);
    }

    /// <summary>The path with each run of slashes made one.</summary>
    public static string Collapse(string path)
    {
        var result = new StringBuilder(path.Length);
        foreach (char c in path)
        {
            if (c != '/' || result.Length == 0 || result[^1] != '/')
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
