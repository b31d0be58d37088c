using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.YeastarSSeries.Calls;

/// <summary>Finds what an extension does on the phone. The first version names calls by extensions, not by channels.</summary>
internal static class ExtensionCall
{
    /// <summary>
    /// The leg with which an extension takes part in a call. One that converses is found before one that holds, and that before one
    /// that rings; of several alike the newest is.
    /// </summary>
    public static bool TryFind(ICallEngine engine, string extension, out CallSnapshot call, out LegSnapshot leg)
    {
        (CallSnapshot Call, LegSnapshot Leg) found = engine.Calls
            .SelectMany(c => c.Legs, (c, l) => (Call: c, Leg: l))
            .Where(e => e.Leg.Trunk is null && e.Leg.Number == extension && e.Leg.State is not LegState.Ended)
            .OrderBy(e => RankOf(e.Leg.State))
            .ThenByDescending(e => e.Leg.StartedAt)
            .FirstOrDefault();
        (call, leg) = found;
        return leg is not null;
    }

    /// <summary>The monitor that an extension runs; null if it runs none.</summary>
    public static MonitorSnapshot? MonitorOf(ICallEngine engine, string extension)
        => engine.Calls.SelectMany(c => c.Monitors).FirstOrDefault(m => m.Supervisor == extension && m.State is not LegState.Ended);

    /// <summary>The leg over a trunk that an <c>inboundid</c> or <c>outboundid</c> names.</summary>
    public static bool TryFindTrunkLeg(ICallEngine engine, string callId, bool inbound, out CallSnapshot call, out LegSnapshot leg)
    {
        call = null!;
        leg = null!;
        if (!CallId.TryParse(callId, out CallId id) || engine.FindCall(id) is not { } found)
        {
            return false;
        }

        call = found;
        leg = found.Legs.FirstOrDefault(l => l.Trunk is not null && l.State is not LegState.Ended && (l.Origin is LegOrigin.Inbound) == inbound)!;
        return leg is not null;
    }

    private static int RankOf(LegState state) => state switch
    {
        LegState.Talking => 0,
        LegState.Holding or LegState.Held => 1,
        _ => 2,
    };
}
