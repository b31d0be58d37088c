using System.Diagnostics;
using System.Globalization;
using Undertone.Load.Runs;

namespace Undertone.Load.Soak;

/// <summary>
/// Calls that come and go, monitors that start, switch and end, phones that vanish, all at random; and at the end the server must hold
/// no leg, session, transaction, timer, port, socket or byte of native memory more than before.
/// </summary>
internal sealed class SoakRun(LoadSession session, TextWriter output)
{
    /// <summary>The server notices after some eight seconds that a phone is gone, and waits 32 s for the answer to its BYE; ports rest for 30 s.</summary>
    private static readonly TimeSpan LastVanishing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Extensions that it needs.</summary>
    public static int ExtensionsFor(int calls) => calls * 3;

    /// <summary>Runs it; true when nothing was left behind and no call was refused.</summary>
    /// <exception cref="LoadException">The server tells nothing about itself, or went away.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var options = session.Options;
        await session.Api!.LogInAsync(cancellation);
        var before = await ReadAsync(cancellation);
        var counts = new SoakCounts();
        var until = DateTimeOffset.UtcNow + options.Duration;
        var places = Task.WhenAll(Enumerable.Range(0, options.Calls[0]).Select(number => new SoakPlace(session, number, counts).RunAsync(until, until - LastVanishing)));
        while (!places.IsCompleted)
        {
            session.Progress.Show(string.Create(CultureInfo.InvariantCulture, $"Soaking, {Math.Max(0, (until - DateTimeOffset.UtcNow).TotalSeconds):0} s left: {counts}."));
            await Task.WhenAny(places, Task.Delay(BetweenLooks, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        await places;
        await session.StopRefreshingAsync();
        session.Progress.Done($"Soaked: {counts}.");
        var left = await SettleAsync(before, cancellation);
        await output.WriteLineAsync($"soak: {counts}");
        await output.WriteLineAsync(left.Count == 0 ? "soak: nothing is left behind" : $"soak: LEFT BEHIND {string.Join("; ", left)}");
        return left.Count == 0 && counts is { Calls: > 0, Monitors: > 0, Switches: > 0, Refused: 0 };
    }

    /// <summary>Waits until the server has let go of everything; what it still holds in the end is left behind.</summary>
    private async Task<IReadOnlyList<string>> SettleAsync(Leftovers before, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = (await ReadAsync(cancellation)).MoreThan(before);
            if (left.Count == 0 || Stopwatch.GetElapsedTime(began) > SettlePatience)
            {
                return left;
            }

            session.Progress.Show($"Settling: {string.Join("; ", left)}.");
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    private async Task<Leftovers> ReadAsync(CancellationToken cancellation)
        => await session.ReadMetricsAsync(cancellation) is { } metrics && metrics.Has("undertone_media_native_memory_bytes")
            ? Leftovers.Read(metrics, session.ReadUse())
            : throw new LoadException($"{session.Target.Api} has no metrics of an Undertone, so there is no telling what is left behind.");
}
