using System.Globalization;
using System.Text;

namespace Undertone.Load.Results;

/// <summary>Writes results as one Markdown table: a row for each figure, a column for each step.</summary>
internal static class ResultTable
{
    public static string Write(IReadOnlyList<RunResult> results)
    {
        var rows = new List<(string Name, Func<RunResult, string?> Cell)>
        {
            ("kind", r => r.Kind),
            ("calls / monitors", r => $"{r.Calls} / {r.Monitors}"),
            ("extensions registered", r => Number(r.Extensions)),
            ("measured, s", r => Number(r.Seconds)),
            ("set-ups a second", r => r.SetUp.Count == 0 ? null : Number(r.SetUpsPerSecond)),
            ("INVITE to 200, ms: median / p99", r => Times(r.SetUp)),
            ("API to supervisor's 200, ms: median / p99", r => r.MonitorSetUp is { } times ? Times(times) : null),
            ("failed calls", r => Failures(r.FailedCalls)),
            ("failed monitors", r => r.MonitorSetUp is null ? null : Failures(r.FailedMonitors)),
        };
        foreach (var ear in results.SelectMany(r => r.Ears.Keys).Distinct())
        {
            rows.Add(($"ear of {ear}: packets (of expected)", r => Ear(r, ear, e => $"{e.Packets} ({Percent(e.Packets, e.Expected)})")));
            rows.Add(($"ear of {ear}: lost / late / reordered", r => Ear(r, ear, e => $"{e.Lost} / {e.Late} ({Percent(e.Late, e.Packets)}) / {e.Reordered}")));
            rows.Add(($"ear of {ear}: tones missing / foreign", r => Ear(r, ear, e => $"{e.Missing} / {e.Foreign} of {e.Judged}")));
        }

        foreach (var pair in results.SelectMany(r => r.Delays.Keys).Distinct())
        {
            rows.Add(($"delay {pair}, ms: median / p99 / max", r => r.Delays.TryGetValue(pair, out var times) && times.Count > 0
                ? $"{Number(times.Median)} / {Number(times.P99)} / {Number(times.Longest)}"
                : null));
        }

        rows.Add(("server, cores (media)", r => r.Server is { } s ? $"{Number(s.Cores)} ({Number(s.MediaCores)})" : null));
        rows.Add(("**server, us of CPU for each call and second, or each set-up**", r => r.Server is { MicrosecondsEach: > 0 } s ? $"**{s.MicrosecondsEach.ToString("0", CultureInfo.InvariantCulture)}**" : null));
        rows.Add(("server, memory at start / now, MiB", r => r.Server is { } s ? $"{Number(s.ResidentKiBAtStart / 1024)} / {Number(s.ResidentKiB / 1024)}" : null));
        rows.Add(("server, KiB for each call beyond the start", r => r.Server?.KiBPerCall is { } each ? Number(each) : null));
        rows.Add(("server, collections / longest pause of the last minute, ms", r => r.Server?.Collections is { } count ? $"{count} / {Number(r.Server.LongestPauseMilliseconds ?? 0)}" : null));
        rows.Add(("server, phases given up", r => r.Server?.Overruns is { } overruns ? Number(overruns) : null));
        rows.Add(("generator, cores", r => Number(r.GeneratorCores)));
        rows.Add(("generator sent late, ms: median / p99 / max", r => r.GeneratorLateness is { } g ? $"{Number(g.Median)} / {Number(g.P99)} / {Number(g.Longest)}" : null));

        var text = new StringBuilder();
        var shown = rows.Select(row => (row.Name, Cells: results.Select(row.Cell).ToArray())).Where(row => row.Cells.Any(cell => cell is not null)).ToList();
        text.Append("| |").Append(string.Concat(results.Select((_, i) => $" {(i + 1).ToString(CultureInfo.InvariantCulture)} |"))).Append('\n');
        text.Append("| --- |").Append(string.Concat(results.Select(_ => " --- |"))).Append('\n');
        foreach (var (name, cells) in shown)
        {
            text.Append("| ").Append(name).Append(" |").Append(string.Concat(cells.Select(cell => $" {cell ?? "-"} |"))).Append('\n');
        }

        return text.ToString();
    }

    private static string? Ear(RunResult result, string ear, Func<EarResult, string> write) => result.Ears.TryGetValue(ear, out var counts) ? write(counts) : null;

    private static string? Times(Distribution times) => times.Count == 0 ? null : $"{Number(times.Median)} / {Number(times.P99)}";

    private static string Failures(IReadOnlyDictionary<string, int> failures)
        => failures.Count == 0 ? "0" : string.Join(", ", failures.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} x {pair.Key}"));

    private static string Percent(long part, long whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : Math.Abs(value) < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
