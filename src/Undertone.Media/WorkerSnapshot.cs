using System.Collections.Immutable;
using Undertone.Media.Workers;

namespace Undertone.Media;

/// <summary>The state of one media worker.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Legs">Legs that it carries.</param>
/// <param name="MixingEars">Ears that hear a mix at present.</param>
/// <param name="Ticks">Phases of 5 ms since its start.</param>
/// <param name="Overruns">How often it was so late that phases were given up.</param>
/// <param name="Lateness">
/// Phases by how late they began: up to 0.25, 0.5, 1, 2, 3, 5, 10 and 20 ms, and later. Only phases with work are counted.
/// </param>
/// <param name="Busy">Share of the last second, 0 to 1, in which it did not wait for something to do.</param>
/// <param name="Pressure">Whether it can carry more.</param>
/// <param name="EventsMerged">Events that were merged or lost because the control side did not keep up.</param>
/// <param name="CommandsHeldBack">Commands that had to wait on the control side because the worker's queue was full.</param>
/// <param name="StaleCommands">Commands for legs that had ended.</param>
public sealed record WorkerSnapshot(
    int Index,
    int Legs,
    int MixingEars,
    long Ticks,
    long Overruns,
    ImmutableArray<long> Lateness,
    double Busy,
    MediaPressure Pressure,
    long EventsMerged,
    long CommandsHeldBack,
    long StaleCommands)
{
    /// <summary>The upper bounds of <see cref="Lateness"/> in milliseconds; the last of its numbers has none.</summary>
    public static ImmutableArray<double> LatenessBounds { get; } = LatenessHistogram.UpperBoundsMilliseconds;
}
