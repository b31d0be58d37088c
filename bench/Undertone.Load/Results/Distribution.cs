using HdrHistogram;

namespace Undertone.Load.Results;

/// <summary>Times in milliseconds.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Median">Half are shorter.</param>
/// <param name="P99">99 of 100 are shorter.</param>
/// <param name="Longest">The longest.</param>
internal sealed record Distribution(long Count, double Median, double P99, double Longest)
{
    private const double MicrosecondsPerMillisecond = 1000;

    public static Distribution Of(HistogramBase microseconds) => new(
        microseconds.TotalCount,
        microseconds.TotalCount == 0 ? 0 : microseconds.GetValueAtPercentile(50) / MicrosecondsPerMillisecond,
        microseconds.TotalCount == 0 ? 0 : microseconds.GetValueAtPercentile(99) / MicrosecondsPerMillisecond,
        microseconds.TotalCount == 0 ? 0 : microseconds.GetMaxValue() / MicrosecondsPerMillisecond);
}
