using System.Diagnostics.Metrics;

namespace Undertone.Server.Metrics;

/// <summary>
/// The longest time that a garbage collection has stopped the program: the one thing besides calls that can make audio late. The
/// runtime tells the sum of all pauses only.
/// </summary>
internal sealed class GarbagePauseMeter : IDisposable
{
    private readonly Meter _meter = new("Undertone.Runtime");
    private readonly Pauses _pauses = new();

    public GarbagePauseMeter()
    {
        _meter.CreateObservableGauge(
            "undertone.gc.longest_pause", () => TimeSpan.FromTicks(_pauses.LongestTicks).TotalSeconds, "s", "The longest pause by a garbage collection since the start.");
        _ = new AfterCollection(_pauses);
    }

    public void Dispose()
    {
        _pauses.IsOver = true;
        _meter.Dispose();
    }

    private sealed class Pauses
    {
        private long _totalTicks = GC.GetTotalPauseDuration().Ticks;
        private long _longestTicks;
        private volatile bool _isOver;

        public long LongestTicks => Volatile.Read(ref _longestTicks);

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }

        /// <summary>Called on the finalizer's thread only. Two collections in between count as one: rather too long than too short.</summary>
        public void Note()
        {
            long total = GC.GetTotalPauseDuration().Ticks;
            if (total - _totalTicks > _longestTicks)
            {
                Volatile.Write(ref _longestTicks, total - _totalTicks);
            }

            _totalTicks = total;
        }
    }

    /// <summary>Garbage from the start, so that the next collection, of whatever generation, calls its finalizer.</summary>
    private sealed class AfterCollection(Pauses pauses)
    {
        ~AfterCollection()
        {
            pauses.Note();
            if (!pauses.IsOver && !Environment.HasShutdownStarted)
            {
                _ = new AfterCollection(pauses);
            }
        }
    }
}
