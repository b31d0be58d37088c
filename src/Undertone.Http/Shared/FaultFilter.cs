using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Undertone.Http.Shared;

/// <summary>Turns an unexpected exception into a dialect's own error and a log line with the path; the query, which holds the token, is left out.</summary>
internal sealed partial class FaultFilter(string dialect, Func<HttpContext, IResult> answer, ILogger logger) : IEndpointFilter
{
    /// <summary>Makes the filter of one dialect.</summary>
    /// <param name="dialect">The dialect's name, for the log.</param>
    /// <param name="answer">What the client gets.</param>
    public static Func<EndpointFilterFactoryContext, EndpointFilterDelegate, EndpointFilterDelegate> Answering(
        string dialect, Func<HttpContext, IResult> answer) => (factory, next) =>
    {
        var filter = new FaultFilter(dialect, answer, factory.ApplicationServices.GetRequiredService<ILogger<FaultFilter>>());
        return context => filter.InvokeAsync(context, next);
    };

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
            Log.Unhandled(logger, dialect, http.Request.Method, http.Request.Path, problem);
            return answer(http);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.RequestFailed, LogLevel.Error, "{Dialect} request {Method} {Path} failed unexpectedly")]
        public static partial void Unhandled(ILogger logger, string dialect, string method, PathString path, Exception problem);
    }
}
