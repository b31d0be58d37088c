using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Shared;

namespace Undertone.Http.Exotel.Transport;

/// <summary>One log line for each request: who asked for what, and the answer. Bodies and queries, which hold receivers' secrets, are not in it.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger) : IEndpointFilter
{
    // Two Sids are in the longest that means anything.
    private const int LongestPath = 160;

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? result = await next(context);
        HttpContext http = context.HttpContext;
        string user = RequestContext.UserOf(http);
        string path = LogText.Of(http.Request.Path.Value ?? "", LongestPath);
        switch (result)
        {
            case ExotelError error:
                Log.Refused(logger, user, ClientAddress.TextOf(http), http.Request.Method, path, error.Number, error.Message);
                break;
            case ExotelResult when HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method):
                Log.Query(logger, user, ClientAddress.TextOf(http), path);
                break;
            case ExotelResult:
                Log.Request(logger, user, ClientAddress.TextOf(http), http.Request.Method, path);
                break;
        }

        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ExotelRefused, LogLevel.Information, "Exotel user {User} at {Address}: {Method} {Path} refused with {Status}: {Message}")]
        public static partial void Refused(ILogger logger, string user, string address, string method, string path, int status, string message);

        [LoggerMessage(EventIds.ExotelRequest, LogLevel.Information, "Exotel user {User} at {Address}: {Method} {Path} done")]
        public static partial void Request(ILogger logger, string user, string address, string method, string path);

        [LoggerMessage(EventIds.ExotelQuery, LogLevel.Debug, "Exotel user {User} at {Address}: GET {Path} answered")]
        public static partial void Query(ILogger logger, string user, string address, string path);
    }
}
