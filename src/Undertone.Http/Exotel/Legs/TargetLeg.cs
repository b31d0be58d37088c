using Undertone.Supervision.Calls;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Exotel.Legs;

/// <summary>Which party of a call is supervised.</summary>
internal static class TargetLeg
{
    /// <summary>Reads the leg that a request names.</summary>
    /// <param name="text">The leg's Sid; empty for none.</param>
    /// <param name="mode">What the supervisor is to do; a whisper needs a target.</param>
    /// <param name="call">The call.</param>
    /// <param name="target">The party; null if none is named and none is needed.</param>
    /// <returns>False if it is missing, or no party of the call that has answered.</returns>
    public static bool TryRead(string text, MonitorMode mode, CallSnapshot call, out LegSnapshot? target)
    {
        target = null;
        if (text.Length == 0)
        {
            return mode is not MonitorMode.Whisper;
        }

        target = Sid.TryParseLeg(text, out CallId id, out LegId leg) && id == call.Id ? call.Leg(leg) : null;
        return target is { IsAnswered: true };
    }

    /// <summary>
    /// The party that is supervised if none is named: the agent. That is the extension that allows it; between two such, or between two
    /// outside numbers, the one that was there first, but of a call from outside the one that was called.
    /// </summary>
    public static LegSnapshot Default(CallSnapshot call, ExtensionDirectory extensions)
    {
        IEnumerable<LegSnapshot> answered = call.Legs.Where(leg => leg.IsAnswered);
        List<LegSnapshot> ordered = [.. call.Kind is CallKind.Inbound ? answered.Reverse() : answered];
        return ordered.Find(leg => leg.Trunk is null && extensions.TryGet(leg.Number, out Extension? extension) && extension.AllowBeingMonitored)
            ?? ordered.Find(leg => leg.Trunk is null)
            ?? ordered[0];
    }
}
