using System.Collections.Immutable;
using System.Globalization;

namespace Undertone.Media;

/// <summary>Checks <see cref="MediaOptions"/>; every mistake at once.</summary>
public static class MediaOptionsValidator
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromMilliseconds(100);

    /// <summary>One sentence for each mistake, with the key, its value and the allowed range; empty when all is well.</summary>
    public static ImmutableArray<string> Validate(MediaOptions options)
    {
        var mistakes = ImmutableArray.CreateBuilder<string>();
        Check(mistakes, nameof(options.FirstPort), options.FirstPort, 1024, 65534);
        Check(mistakes, nameof(options.LastPort), options.LastPort, 1025, 65535);
        Check(mistakes, nameof(options.Workers), options.Workers, 0, 64);
        Check(mistakes, nameof(options.LegCapacityPerWorker), options.LegCapacityPerWorker, 2, 32768);
        Check(mistakes, nameof(options.CommandQueueLength), options.CommandQueueLength, 16, 65536);
        if (options.PortPairs < 1)
        {
            mistakes.Add($"FirstPort to LastPort is {options.FirstPort} to {options.LastPort}; it must hold an even port and the odd port after it.");
        }

        Check(mistakes, nameof(options.PortRest), options.PortRest, TimeSpan.Zero, LongestRest);
        Check(mistakes, nameof(options.SilenceAfter), options.SilenceAfter, ShortestSilence, TimeSpan.FromHours(1));
        Check(mistakes, $"{nameof(options.Pressure)}.{nameof(options.Pressure.Strained)}", options.Pressure.Strained, 0, 1);
        Check(mistakes, $"{nameof(options.Pressure)}.{nameof(options.Pressure.Overloaded)}", options.Pressure.Overloaded, options.Pressure.Strained, 1);
        return mistakes.ToImmutable();
    }

    private static void Check<T>(ImmutableArray<string>.Builder mistakes, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {value}; allowed are {least} to {most}."));
        }
    }
}
