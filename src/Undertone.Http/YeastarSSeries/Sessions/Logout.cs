using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary><c>logout</c>: ends the token, and with it the events.</summary>
internal static class Logout
{
    public static async Task<IResult> HandleAsync(HttpContext http, SessionStore sessions, EventReceivers receivers)
    {
        Session session = ApiUser.Of(http).Session;
        sessions.Close(session);
        await receivers.StopAsync(session);
        return SSeriesResult.Success();
    }
}
