using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Tests.Harness;

/// <summary>The records of legs, as the events tell them.</summary>
internal static class LegRecords
{
    /// <summary>
    /// The records of all legs, in order, when so many calls have ended. Every leg that was ever seen has exactly one, and a party's comes
    /// before its call's.
    /// </summary>
    public static async Task<LegRecord[]> AllAsync(SwitchRig rig, int calls = 1)
    {
        await Eventually.TrueAsync(() => rig.Events.OfType<CallEnded>().Count() == calls, () => string.Join('\n', rig.Events));
        EngineEvent[] events = [.. rig.Events];
        LegRecord[] records = [.. events.OfType<LegEnded>().Select(e => e.Record)];
        Assert.Distinct(records.Select(r => r.Id));
        IEnumerable<LegId> seen = events.OfType<CallChanged>().SelectMany(e => e.Call.Legs).Select(l => l.Id)
            .Concat(events.OfType<MonitorChanged>().Select(e => e.Monitor.Id));
        Assert.Empty(seen.Except(records.Select(r => r.Id)));
        foreach (CallEnded ended in events.OfType<CallEnded>())
        {
            Assert.DoesNotContain(
                events.SkipWhile(e => !ReferenceEquals(e, ended)).OfType<LegEnded>(),
                e => e.Record.CallId == ended.Record.Id && e.Record.Origin is not LegOrigin.Monitor);
        }

        return records;
    }
}
