using Microsoft.Extensions.Logging;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Sessions;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Calls;

/// <summary>What becomes of an INVITE from a trunk: it is trusted by its address, and the inbound routes say where it goes.</summary>
internal sealed partial class InviteRouter
{
    private bool TryTakeFromTrunk(IServerTransaction invite)
    {
        SipRequest request = invite.Request;
        RouteTable routes = services.DialPlan.Routes;
        if (TrunkSource.Find(routes.Trunks, invite.Flow, request.RequestUri.User) is not { } trunk)
        {
            return false;
        }

        TrunkCaller caller = TrunkCaller.Of(request, trunk.Options);
        if (UnsupportedBody.RefusalOf(request) is { } refusal)
        {
            invite.Respond(refusal);
        }
        else if (!TrunkCaller.IsDiallable(caller.Called) || routes.Inbound(trunk, caller.Called) is not { } target)
        {
            TrunkLog.NoRoute(services.Logger, trunk.Name, caller.Number, LogSafe(caller.Called));
            InviteRefusal.Send(services.Sessions, invite, SipStatus.NotFound);
        }
        else
        {
            Begin(invite, caller.Number, target, call => call.StartFromTrunk(invite, trunk, caller));
        }

        return true;
    }

    private static string LogSafe(string number) => TrunkCaller.IsDiallable(number) ? number : "(no number)";

    private static partial class TrunkLog
    {
        [LoggerMessage(3521, LogLevel.Warning, "Trunk {Trunk}: call from {From} to {Called} refused with 404: no inbound route takes it")]
        public static partial void NoRoute(ILogger logger, string trunk, string from, string called);
    }
}
