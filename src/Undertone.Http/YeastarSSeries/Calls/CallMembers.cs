using Undertone.Http.Yeastar;
using Undertone.Http.YeastarSSeries.Answers;
using Undertone.Http.YeastarSSeries.Events;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>A call as the second version shows it: an id and members, the calling one first. A monitor is a call of its own.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Kind">Where it comes from and goes to.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Extensions">The extensions in it.</param>
/// <param name="Members">Its members, ready for an answer.</param>
internal sealed record CallMembers(string Id, CallKind Kind, DateTimeOffset StartedAt, IReadOnlyList<string> Extensions, IReadOnlyList<Fields> Members)
{
    /// <summary>All calls and monitors, oldest first.</summary>
    public static IEnumerable<CallMembers> AllOf(ICallEngine engine)
    {
        IReadOnlyList<CallSnapshot> calls = engine.Calls;
        return calls.Select(Of).Concat(calls.SelectMany(call => call.Monitors).Select(Of)).OrderBy(call => call.StartedAt);
    }

    /// <summary>The fields <c>callid</c> and <c>members</c>.</summary>
    public Fields ToFields() => new() { { "callid", Id }, { "members", Members } };

    private static CallMembers Of(CallSnapshot call) => new(
        call.Id.ToString(),
        call.Kind,
        call.StartedAt,
        [.. call.Legs.Where(leg => leg.Trunk is null && leg.State is not LegState.Ended).Select(leg => leg.Number)],
        [.. call.Legs.OrderBy(leg => leg.Role).Select(leg => PartyFields.OfV2(CallParty.Of(call, leg), MemberWord.Of(leg)))]);

    private static CallMembers Of(MonitorSnapshot monitor) => new(
        monitor.OwnCallId.ToString(),
        CallKind.Internal,
        monitor.StartedAt,
        [monitor.Supervisor],
        [PartyFields.OfV2(CallParty.Of(monitor), MemberStatus.OfMonitor(monitor.State))]);
}
