using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Undertone.Benchmarks.Media;

/// <summary>A column that is computed from the mean in nanoseconds and the number of calls of a <see cref="WorkerFrame"/>.</summary>
internal sealed class FrameColumn(string name, string legend, Func<double, int, string> format) : IColumn
{
    public string Id => $"{nameof(FrameColumn)}.{name}";

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics && benchmarkCase.Parameters[nameof(WorkerFrame.Calls)] is int calls
            ? format(statistics.Mean, calls)
            : "?";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public bool IsAvailable(Summary summary) => true;
}
