using Microsoft.AspNetCore.Http;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Exotel.Answers;
using Undertone.Http.Exotel.Calls;
using Undertone.Http.Exotel.Transport;
using Undertone.Supervision.Calls;

namespace Undertone.Http.Exotel.Legs;

/// <summary><c>GET Calls/{sid}/ActiveLegs</c>: the parties that have answered, and the supervisors, those among them that still ring.</summary>
internal static class ActiveLegs
{
    /// <summary>Answers the request.</summary>
    public static IResult Handle(HttpContext http, LiveCall live, CallBook book)
    {
        if (live.FindInProgress(http) is not { } call)
        {
            return ExotelError.CallNotInProgress;
        }

        Account account = RequestContext.AccountOf(http);
        IEnumerable<LegView> parties = call.Legs.Where(LiveCall.IsActive).Select(leg => LegView.Of(account, call.Id, leg, book.HangUpOf(leg.Id)));
        IEnumerable<LegView> monitors = call.Monitors.Where(monitor => monitor.State is not LegState.Ended)
            .Select(monitor => LegView.Of(account, monitor, book.HangUpOf(monitor.Id)));
        return ExotelResult.Success(new Fields { { "Legs", new Members("Leg", [.. parties.Concat(monitors).Select(leg => leg.ToActive())]) } });
    }
}
