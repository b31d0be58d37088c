using Undertone.Http.Yeastar;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarPSeries.Calls;

/// <summary>Shows calls and monitors in the vendor's shape.</summary>
internal static class CallInfoBuilder
{
    // Filled only for calls that passed an IVR, queue, group or conference, none of which the engine has.
    private const string NoCallPath = "";

    /// <summary>The call of the parties; its supervisors are not in it, so that listening stays unseen by whoever watches the call.</summary>
    public static CallInfo Of(CallSnapshot call)
        => new(call.Id.ToString(), [.. call.Legs.OrderBy(leg => leg.Role).Select(leg => MemberOf(call, leg))]);

    /// <summary>A monitor: a call apart, with the supervisor as its only member.</summary>
    public static CallInfo Of(MonitorSnapshot monitor)
    {
        var member = new ExtensionMember(monitor.Supervisor, ChannelId.Of(monitor), MemberStatus.OfMonitor(monitor.State), NoCallPath);
        return new CallInfo(monitor.OwnCallId.ToString(), [new Member(Extension: member)]);
    }

    private static Member MemberOf(CallSnapshot call, LegSnapshot leg)
    {
        string channel = ChannelId.Of(leg);
        string status = MemberStatus.Of(leg);
        if (leg.Trunk is not { } trunk)
        {
            return new Member(Extension: new ExtensionMember(leg.Number, channel, status, NoCallPath));
        }

        // By who called whom at first: a transfer may make a called party the calling one, but never brings it in from outside.
        return leg.Origin is LegOrigin.Inbound
            ? new Member(Inbound: new TrunkMember(leg.Number, call.To, trunk, channel, status, NoCallPath))
            : new Member(Outbound: new TrunkMember(call.From, leg.Number, trunk, channel, status, NoCallPath));
    }
}
