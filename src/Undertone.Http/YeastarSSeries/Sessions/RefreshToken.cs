using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary><c>token/refresh</c>: a refresh token for a new pair. The old token ends; its events go on under the new one.</summary>
internal static class RefreshToken
{
    public static async Task<IResult> HandleAsync(HttpContext http, SessionStore sessions, EventReceivers receivers, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        string refreshToken = body.Optional("refreshtoken");
        SSeriesCode? problem = body.Unreadable ?? (refreshToken.Length == 0 ? SSeriesCode.TokenBlank : null);
        if (problem is not null || !sessions.TryRefresh(refreshToken, out TokenPair? pair, out (Session Old, Session New) session, out problem))
        {
            return SSeriesResult.Of(problem);
        }

        if (session.Old.Events is { } events)
        {
            await receivers.PushToAsync(session.New, events);
        }

        return SSeriesResult.Success(new Fields { { "token", pair.Token }, { "refreshtoken", pair.RefreshToken } });
    }
}
