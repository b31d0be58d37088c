using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Parameters;
using Undertone.Http.YeastarSSeries.Sessions;

namespace Undertone.Http.YeastarSSeries;

/// <summary>One log line for each request of a user: who asked for what, and the answer. Passwords and tokens are not in it.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger) : IEndpointFilter
{
    private const int MostFields = 8;

    private static readonly string[] SecretNames = ["password", "secret", "token"];

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        object? result = await next(context);
        HttpContext http = context.HttpContext;
        if (result is SSeriesResult answer && http.Features.Get<ApiUser>() is { } user)
        {
            string path = http.Request.Path.Value ?? "";
            if (IsQuestion(path))
            {
                Log.Query(logger, user.Session.User, user.Address, path, answer.Code);
            }
            else
            {
                Log.Request(logger, user.Session.User, user.Address, path, Shown(http.Features.Get<RequestFields>()), answer.Code);
            }
        }

        return result;
    }

    private static bool IsQuestion(string path)
        => path.EndsWith("/query", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith("/query_call", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith("/list", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith("/heartbeat", StringComparison.OrdinalIgnoreCase);

    private static string Shown(RequestFields? fields) => fields is null ? "" : string.Join(
        ", ",
        fields.Names
            .Where(name => !SecretNames.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)))
            .Take(MostFields)
            .Select(name => $"{LogText.Of(name)}={LogText.Of(fields.Optional(name))}"));

    private static partial class Log
    {
        [LoggerMessage(EventIds.SSeriesRequest, LogLevel.Information, "S-Series user {User} at {Address} asked for {Path} ({Parameters}): {Outcome}")]
        public static partial void Request(ILogger logger, string user, string address, string path, string parameters, SSeriesCode outcome);

        [LoggerMessage(EventIds.SSeriesQuery, LogLevel.Debug, "S-Series user {User} at {Address} asked for {Path}: {Outcome}")]
        public static partial void Query(ILogger logger, string user, string address, string path, SSeriesCode outcome);
    }
}
