using System.Diagnostics.Metrics;
using Undertone.Server.Metrics;

namespace Undertone.Server.Tests.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new("Undertone.Test." + Guid.NewGuid().ToString("N"));
    private readonly PrometheusExporter _exporter = new();
    private readonly string _unique = "m" + Guid.NewGuid().ToString("N");

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_by_label_and_ends_in_total()
    {
        Counter<long> counter = _meter.CreateCounter<long>(_unique + ".packets", description: "Packets.");
        counter.Add(2, new KeyValuePair<string, object?>("mode", "listen"));
        counter.Add(3, new KeyValuePair<string, object?>("mode", "listen"));
        counter.Add(1);

        Assert.Equal(
            [$"# HELP {_unique}_packets_total Packets.", $"# TYPE {_unique}_packets_total counter", $"{_unique}_packets_total 1", $"{_unique}_packets_total{{mode=\"listen\"}} 5"],
            Lines());
    }

    [Fact]
    public void An_up_down_counter_is_a_gauge_that_adds_up()
    {
        UpDownCounter<int> counter = _meter.CreateUpDownCounter<int>(_unique);
        counter.Add(5);
        counter.Add(-2);

        Assert.Contains($"{_unique} 3", Lines());
        Assert.Contains($"# TYPE {_unique} gauge", Lines());
    }

    [Fact]
    public void An_observed_gauge_forgets_what_is_no_longer_reported()
    {
        List<string> reported = ["a", "b"];
        _meter.CreateObservableGauge(_unique, () => reported.Select(name => new Measurement<int>(1, new KeyValuePair<string, object?>("name", name))));
        Assert.Equal(2, Lines().Count(line => line.StartsWith(_unique, StringComparison.Ordinal)));

        reported.Remove("a");

        Assert.Equal([$"{_unique}{{name=\"b\"}} 1"], Lines().Where(line => line.StartsWith(_unique, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_observed_counter_reports_where_it_stands_and_not_the_sum_of_its_reports()
    {
        _meter.CreateObservableCounter(_unique, () => 7L);
        Lines();

        Assert.Contains($"{_unique}_total 7", Lines());
    }

    [Fact]
    public void A_histogram_has_growing_buckets_a_sum_and_a_count()
    {
        Histogram<double> histogram = _meter.CreateHistogram(_unique, "s", null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        histogram.Record(0.5);
        histogram.Record(2);
        histogram.Record(9.25);

        Assert.Equal(
            [
                $"# HELP {_unique}_seconds {_unique}", $"# TYPE {_unique}_seconds histogram", $"{_unique}_seconds_bucket{{le=\"1\"}} 1", $"{_unique}_seconds_bucket{{le=\"2\"}} 2",
                $"{_unique}_seconds_bucket{{le=\"+Inf\"}} 3", $"{_unique}_seconds_sum 11.75", $"{_unique}_seconds_count 3",
            ],
            Lines());
    }

    [Fact]
    public void Labels_are_ordered_and_escaped()
    {
        _meter.CreateGauge<double>(_unique).Record(
            1.5, new KeyValuePair<string, object?>("z.z", "a\"b\\c\nd"), new KeyValuePair<string, object?>("a", null));

        Assert.Contains($"{_unique}{{a=\"\",z_z=\"a\\\"b\\\\c\\nd\"}} 1.5", Lines());
    }

    [Fact]
    public void Meters_of_other_libraries_are_left_out()
    {
        using var stranger = new Meter("Stranger." + _unique);
        stranger.CreateCounter<int>(_unique).Add(1);

        Assert.Empty(Lines());
    }

    private List<string> Lines() => [.. _exporter.Write().Split('\n').Where(line => line.Contains(_unique, StringComparison.Ordinal))];
}
