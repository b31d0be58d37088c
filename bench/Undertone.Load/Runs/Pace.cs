using System.Diagnostics;

namespace Undertone.Load.Runs;

/// <summary>Begins things at an even rate, whether or not the earlier ones are done.</summary>
internal static class Pace
{
    /// <summary>Starts one after the other and waits for all.</summary>
    /// <param name="items">What to begin with.</param>
    /// <param name="rate">How many a second.</param>
    /// <param name="begin">Begins one.</param>
    /// <param name="cancellation">Begins no more.</param>
    public static async Task RunAsync<T>(IEnumerable<T> items, double rate, Func<T, Task> begin, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var running = new List<Task>();
        foreach (var item in items)
        {
            var due = TimeSpan.FromSeconds(running.Count / rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, cancellation);
            }

            cancellation.ThrowIfCancellationRequested();
            running.Add(begin(item));
        }

        await Task.WhenAll(running);
    }
}
