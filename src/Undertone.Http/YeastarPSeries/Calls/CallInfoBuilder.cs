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
        => new(call.Id.ToString(), [.. call.Legs.OrderBy(leg => leg.Role).Select(leg => MemberOf(CallParty.Of(call, leg), MemberStatus.Of(leg)))]);

    /// <summary>A monitor: a call apart, with the supervisor as its only member.</summary>
    public static CallInfo Of(MonitorSnapshot monitor)
        => new(monitor.OwnCallId.ToString(), [MemberOf(CallParty.Of(monitor), MemberStatus.OfMonitor(monitor.State))]);

    private static Member MemberOf(CallParty party, string status) => party.Kind switch
    {
        CallPartyKind.Inbound => new Member(Inbound: new TrunkMember(party.From, party.To, party.Trunk, party.ChannelId, status, NoCallPath)),
        CallPartyKind.Outbound => new Member(Outbound: new TrunkMember(party.From, party.To, party.Trunk, party.ChannelId, status, NoCallPath)),
        _ => new Member(Extension: new ExtensionMember(party.Number, party.ChannelId, status, NoCallPath)),
    };
}
