using System.Text.Json;
using HdrHistogram;
using Undertone.Load.Results;

namespace Undertone.Load.Tests.Results;

public sealed class ResultTests
{
    private static readonly RunResult Result = new()
    {
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Kind = "listen",
        Calls = 2,
        Monitors = 1,
        Extensions = 5,
        Seconds = 60,
        SetUp = new Distribution(2, 1.5, 3.25, 4),
        FailedCalls = new Dictionary<string, int> { ["503 Service Unavailable"] = 3 },
        FailedMonitors = new Dictionary<string, int>(),
        Ears = new Dictionary<string, EarResult> { ["agents"] = new(2, 5990, 6000, 4, 6, 1, 0, 5990, 7, 8) },
        Delays = new Dictionary<string, Distribution> { ["customer -> agent"] = new(100, 0.05, 0.3, 2) },
    };

    [Fact]
    public void A_distribution_is_in_milliseconds()
    {
        var histogram = new LongHistogram(1, 1_000_000, 3);
        for (var i = 1; i <= 100; i++)
        {
            histogram.RecordValue(i * 1000);
        }

        var times = Distribution.Of(histogram);

        Assert.Equal(100, times.Count);
        Assert.InRange(times.Median, 49, 51);
        Assert.InRange(times.P99, 98, 100);
        Assert.InRange(times.Longest, 99, 101);
        Assert.Equal(new Distribution(0, 0, 0, 0), Distribution.Of(new LongHistogram(1, 1000, 3)));
    }

    [Fact]
    public void A_table_has_a_column_for_each_step_and_leaves_out_what_nobody_measured()
    {
        var table = ResultTable.Write([Result, Result with { Calls = 7, Ears = new Dictionary<string, EarResult>() }]);

        Assert.Contains("| calls / monitors | 2 / 1 | 7 / 1 |", table, StringComparison.Ordinal);
        Assert.Contains("| failed calls | 3 x 503 Service Unavailable | 3 x 503 Service Unavailable |", table, StringComparison.Ordinal);
        Assert.Contains("| ear of agents: packets (of expected) | 5990 (99.833 %) | - |", table, StringComparison.Ordinal);
        Assert.Contains("| ear of agents: lost / late / reordered | 4 / 6 (0.1 %) / 1 | - |", table, StringComparison.Ordinal);
        Assert.Contains("| delay customer -> agent, ms: median / p99 / max | 0.05 / 0.3 / 2 | 0.05 / 0.3 / 2 |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("server, cores", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_is_one_line_of_JSON()
    {
        var line = JsonSerializer.Serialize(Result, ResultJson.Default.RunResult);

        Assert.DoesNotContain('\n', line);
        using var read = JsonDocument.Parse(line);
        Assert.Equal("listen", read.RootElement.GetProperty("kind").GetString());
        Assert.Equal(0.3, read.RootElement.GetProperty("delays").GetProperty("customer -> agent").GetProperty("p99").GetDouble());
        Assert.False(read.RootElement.TryGetProperty("server", out _));
    }
}
