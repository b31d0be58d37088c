using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Http.Yeastar;

/// <summary>Finds the live leg that a channel id names.</summary>
internal static class ChannelLookup
{
    /// <summary>
    /// True if a leg that has not ended, of a party or a supervisor, has exactly this name. A right leg id under another extension's name is
    /// not found: such an id was made up or mixed up.
    /// </summary>
    /// <param name="engine">Its live calls are searched.</param>
    /// <param name="channelId">The name.</param>
    /// <param name="leg">The leg.</param>
    /// <param name="isMonitor">True for a supervisor's leg, false for a party's.</param>
    public static bool TryFind(ICallEngine engine, string channelId, out LegId leg, out bool isMonitor)
    {
        isMonitor = false;
        if (!ChannelId.TryReadLegId(channelId, out leg))
        {
            return false;
        }

        foreach (CallSnapshot call in engine.Calls)
        {
            if (call.Leg(leg) is { } party)
            {
                return party.State is not LegState.Ended && Matches(ChannelId.Of(party), channelId);
            }

            foreach (MonitorSnapshot monitor in call.Monitors)
            {
                if (monitor.Id == leg)
                {
                    isMonitor = true;
                    return monitor.State is not LegState.Ended && Matches(ChannelId.Of(monitor), channelId);
                }
            }
        }

        return false;
    }

    private static bool Matches(string own, string given) => own.Equals(given, StringComparison.OrdinalIgnoreCase);
}
