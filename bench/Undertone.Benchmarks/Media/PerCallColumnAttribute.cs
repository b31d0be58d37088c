using BenchmarkDotNet.Attributes;

namespace Undertone.Benchmarks.Media;

/// <summary>Adds what one call costs, and the share of one core that all of them take.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PerCallColumnAttribute() : ColumnConfigBaseAttribute(
    new FrameColumn("Per call", "Mean of one call", (mean, calls) => $"{mean / calls:F1} ns"),
    new FrameColumn("Core", "Share of the 20 ms that one core has for it", (mean, _) => $"{mean / 200_000:F1}%"));
