using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Loggers;

namespace Undertone.Benchmarks;

/// <summary>What is printed and kept. It names no job, because one named here would run beside that of <c>--job</c>.</summary>
internal static class BenchmarkConfig
{
    /// <summary>
    /// A table for each class, on the console and as Markdown in <c>BenchmarkDotNet.Artifacts</c>, which git ignores. The benchmarks run
    /// in processes of their own: the project that BenchmarkDotNet generates for them takes Directory.Build.props as it is, but turns
    /// analyzers and warnings as errors off for itself, so nothing asks for another toolchain.
    /// </summary>
    public static IConfig Create() => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddColumn(StatisticColumn.Median)
        .AddAnalyser([.. DefaultConfig.Instance.GetAnalysers()])
        .AddValidator([.. DefaultConfig.Instance.GetValidators()])
        .AddExporter(MarkdownExporter.GitHub);
}
