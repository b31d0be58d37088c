using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Undertone.Server.Metrics;

/// <summary>One series of a histogram.</summary>
/// <param name="bounds">Upper bounds of the buckets, growing.</param>
internal sealed class HistogramSeries(double[] bounds)
{
    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>The bounds that the instrument advises, or ones that suit seconds.</summary>
    public static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };

    public void Record(double value)
    {
        int bucket = Array.FindIndex(bounds, bound => value <= bound);
        _counts[bucket < 0 ? bounds.Length : bucket]++;
        _sum += value;
    }

    public void WriteTo(StringBuilder text, string name, string labels)
    {
        long total = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            total += _counts[bucket];
            string bound = bucket < bounds.Length ? bounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            MetricFamily.WriteSample(text, name + "_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"", total);
        }

        MetricFamily.WriteSample(text, name + "_sum", labels, _sum);
        MetricFamily.WriteSample(text, name + "_count", labels, total);
    }
}
