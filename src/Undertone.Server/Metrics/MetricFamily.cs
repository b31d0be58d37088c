using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Undertone.Server.Metrics;

/// <summary>All series of one instrument.</summary>
internal sealed class MetricFamily
{
    private enum Kind
    {
        Gauge,
        Counter,
        Histogram,
    }

    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HistogramSeries> _histograms = new(StringComparer.Ordinal);
    private readonly Kind _kind;
    private readonly bool _isObserved;
    private readonly bool _adds;
    private readonly string _help;
    private readonly double[] _bounds;

    public MetricFamily(Instrument instrument)
    {
        Type definition = instrument.GetType().GetGenericTypeDefinition();
        _isObserved = instrument.IsObservable;
        _kind = definition == typeof(Histogram<>) ? Kind.Histogram
            : definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>) ? Kind.Counter
            : Kind.Gauge;

        // Counters and up-down counters report steps; gauges and everything observed report where they stand.
        _adds = !_isObserved && definition != typeof(Gauge<>);
        _help = instrument.Description ?? instrument.Name;
        _bounds = HistogramSeries.BoundsOf(instrument);
        Name = MetricName.Of(instrument, _kind is Kind.Counter);
    }

    /// <summary>The name that Prometheus knows it by.</summary>
    public string Name { get; }

    /// <summary>Forgets the series of an observed instrument, so that those which are no longer reported disappear.</summary>
    public void BeginObservation()
    {
        lock (_gate)
        {
            if (_isObserved)
            {
                _values.Clear();
            }
        }
    }

    public void Record(string labels, double value)
    {
        lock (_gate)
        {
            if (_kind is Kind.Histogram)
            {
                if (!_histograms.TryGetValue(labels, out HistogramSeries? series))
                {
                    _histograms[labels] = series = new HistogramSeries(_bounds);
                }

                series.Record(value);
            }
            else
            {
                _values[labels] = _adds ? _values.GetValueOrDefault(labels) + value : value;
            }
        }
    }

    public void WriteTo(StringBuilder text)
    {
        lock (_gate)
        {
            if (_values.Count + _histograms.Count == 0)
            {
                return;
            }

            string help = _help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append("# HELP ").Append(Name).Append(' ').Append(help).Append('\n');
            text.Append("# TYPE ").Append(Name).Append(' ').Append(_kind switch
            {
                Kind.Counter => "counter",
                Kind.Histogram => "histogram",
                _ => "gauge",
            }).Append('\n');
            foreach ((string labels, double value) in _values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                WriteSample(text, Name, labels, value);
            }

            foreach ((string labels, HistogramSeries series) in _histograms.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                series.WriteTo(text, Name, labels);
            }
        }
    }

    /// <summary>Writes one line.</summary>
    internal static void WriteSample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        string number = double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
        text.Append(' ').Append(number).Append('\n');
    }
}
