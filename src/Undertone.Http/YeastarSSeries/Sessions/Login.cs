using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Undertone.Http.Shared;
using Undertone.Http.Shared.Logins;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary><c>login</c>: user and MD5 of the password for a token, and where events shall go.</summary>
internal static partial class Login
{
    public static async Task<IResult> HandleAsync(
        HttpContext http,
        [FromKeyedServices(YeastarSSeriesOptions.Dialect)] LoginGate gate,
        SessionStore sessions,
        EventReceivers receivers,
        YeastarSSeriesOptions options,
        ILogger<Session> logger)
    {
        IPAddress address = ClientAddress.Of(http);
        if (await gate.IsBlockedAsync(address, http.RequestAborted))
        {
            return SSeriesResult.Of(SSeriesCode.LockedOut);
        }

        RequestFields body = await RequestFields.ReadAsync(http, options);
        string user = body.Required("username");
        string password = body.Required("password").ToLowerInvariant();
        var dialect = RequestDialect.Of(http);
        var events = EventSettings.OfLogin(body, address, dialect, out SSeriesCode? eventProblem);
        if ((body.Problem ?? eventProblem) is { } problem)
        {
            return SSeriesResult.Of(problem);
        }

        LoginOutcome outcome = await gate.LoginAsync(user, password, address, http.RequestAborted);
        if (outcome is not LoginOutcome.Accepted)
        {
            return SSeriesResult.Of(outcome switch
            {
                LoginOutcome.Blocked => SSeriesCode.LockedOut,
                LoginOutcome.Overloaded => SSeriesCode.Internal,
                _ => SSeriesCode.WrongCredentials,
            });
        }

        TokenPair pair = sessions.Open(user, out Session session);
        bool fetches = dialect.IsV2 && options.EventPort is not null;
        await receivers.PushToAsync(session, fetches ? null : events);
        Log.LoggedIn(logger, user, address, fetches ? "fetched from the event port" : $"pushed to {events.Server.Host}:{events.Server.Port} as {events.Layout.Parties}");
        var content = new Fields { { "token", pair.Token }, { "refreshtoken", pair.RefreshToken } };
        if (dialect.IsV2)
        {
            content.Add("transport", fetches ? "TCP" : "HTTP");
        }

        return SSeriesResult.Success(content);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.SSeriesLogin, LogLevel.Information, "S-Series user {User} at {Address} got a token; events are {Events}")]
        public static partial void LoggedIn(ILogger logger, string user, IPAddress address, string events);
    }
}
