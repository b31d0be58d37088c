using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Undertone.Server.Metrics;

/// <summary>
/// Gathers the program's own meters and the runtime's, and writes them in the text format that Prometheus scrapes
/// (prometheus.io, exposition formats, version 0.0.4).
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _writing = new();

    public PrometheusExporter()
    {
        _listener.InstrumentPublished = Enable;
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Record(instrument, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Asks the observed instruments and writes everything, ordered by name.</summary>
    public string Write()
    {
        lock (_writing)
        {
            foreach (MetricFamily family in _families.Values)
            {
                family.BeginObservation();
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.WriteTo(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsWanted(string meter)
        => meter.StartsWith("Undertone", StringComparison.Ordinal) || meter is "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel";

    private void Enable(Instrument instrument, MeterListener listener)
    {
        if (IsWanted(instrument.Meter.Name))
        {
            _families.TryAdd(instrument, new MetricFamily(instrument));
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_families.TryGetValue(instrument, out MetricFamily? family))
        {
            family.Record(MetricLabels.Write(tags), value);
        }
    }
}
