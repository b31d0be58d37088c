using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.YeastarPSeries.Answers;

namespace Undertone.Http.YeastarPSeries;

/// <summary>Turns an unexpected exception into the dialect's own error and a log line with the path; the query, which holds the token, is left out.</summary>
internal sealed partial class FaultFilter(ILogger<FaultFilter> logger) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client is gone; nobody reads an answer.
            return Results.Empty;
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            Log.Unhandled(logger, http.Request.Method, http.Request.Path, problem);
            return PSeriesResult.Of(PSeriesCode.InternalServerError);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.PSeriesUnhandled, LogLevel.Error, "P-Series request {Method} {Path} failed unexpectedly")]
        public static partial void Unhandled(ILogger logger, string method, PathString path, Exception problem);
    }
}
