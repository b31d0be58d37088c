using System.Collections.Immutable;

namespace Undertone.Media.Workers;

/// <summary>How late phases began. Written by the worker, read by anybody.</summary>
internal sealed class LatenessHistogram
{
    private static readonly long[] UpperBoundsNanoseconds =
        [250_000, 500_000, 1_000_000, 2_000_000, 3_000_000, 5_000_000, 10_000_000, 20_000_000];

    public static ImmutableArray<double> UpperBoundsMilliseconds { get; } = [.. UpperBoundsNanoseconds.Select(bound => bound / 1_000_000d)];

    private readonly long[] _counts = new long[UpperBoundsNanoseconds.Length + 1];

    public void Add(long nanoseconds)
    {
        var bucket = 0;
        while (bucket < UpperBoundsNanoseconds.Length && nanoseconds > UpperBoundsNanoseconds[bucket])
        {
            bucket++;
        }

        _counts[bucket]++;
    }

    public ImmutableArray<long> Snapshot() => [.. _counts];
}
