using System.Diagnostics.Metrics;

namespace Undertone.Server.Metrics;

/// <summary>
/// The longest time in the last minute that a garbage collection has stopped the program: the one thing besides calls that can make
/// audio late. The runtime tells the sum of all pauses only.
/// </summary>
internal sealed class GarbagePauseMeter : IDisposable
{
    private readonly Meter _meter = new("Undertone.Runtime");
    private readonly RecentPauses _pauses = new(GC.GetTotalPauseDuration());

    public GarbagePauseMeter(TimeProvider time)
    {
        _meter.CreateObservableGauge(
            "undertone.gc.longest_pause",
            () => _pauses.Longest(time.GetUtcNow()).TotalSeconds,
            "s",
            "The longest pause by a garbage collection in the last minute.");
        _ = new AfterCollection(_pauses, time);
    }

    public void Dispose()
    {
        _pauses.IsOver = true;
        _meter.Dispose();
    }

    /// <summary>Garbage from the start, so that the next collection, of whatever generation, calls its finalizer.</summary>
    private sealed class AfterCollection(RecentPauses pauses, TimeProvider time)
    {
        ~AfterCollection()
        {
            pauses.Note(GC.GetTotalPauseDuration(), time.GetUtcNow());
            if (!pauses.IsOver && !Environment.HasShutdownStarted)
            {
                _ = new AfterCollection(pauses, time);
            }
        }
    }
}
