using Microsoft.AspNetCore.Http;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Http.YeastarSSeries.Parameters;

namespace Undertone.Http.YeastarSSeries.Sessions;

/// <summary><c>heartbeat</c>: prolongs the token, which its use has done already, and changes where events go. A body is not needed.</summary>
internal static class Heartbeat
{
    public static async Task<IResult> HandleAsync(HttpContext http, EventReceivers receivers, YeastarSSeriesOptions options)
    {
        RequestFields body = await RequestFields.ReadAsync(http, options);
        Session session = ApiUser.Of(http).Session;
        SSeriesCode? problem = null;
        EventSettings? changed = session.Events?.AfterHeartbeat(body, RequestDialect.Of(http), out problem);
        if ((body.Problem ?? problem) is { } wrong)
        {
            return SSeriesResult.Of(wrong);
        }

        if (changed is not null && changed != session.Events)
        {
            await receivers.PushToAsync(session, changed);
        }

        return SSeriesResult.Success();
    }
}
