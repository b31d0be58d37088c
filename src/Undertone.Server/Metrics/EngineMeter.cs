using System.Diagnostics.Metrics;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;

namespace Undertone.Server.Metrics;

/// <summary>Counts what the engine does, from its pictures and its events. The meter is <c>Undertone.Server</c>.</summary>
internal sealed class EngineMeter : IHostedService, IDisposable
{
    private readonly Meter _meter = new("Undertone.Server");
    private readonly EngineEventReader _reader;
    private readonly HashSet<LegId> _joined = [];
    private readonly Counter<long> _ended;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _monitorsJoined;
    private readonly Counter<long> _monitorsFailed;
    private readonly Counter<long> _registrations;
    private readonly Histogram<double> _talkTime;
    private Task _counting = Task.CompletedTask;

    public EngineMeter(ICallEngine engine, ExtensionDirectory extensions)
    {
        _reader = engine.Events.Subscribe();
        _meter.CreateObservableGauge("undertone.calls.live", () => engine.Calls.Count, description: "Calls that are being set up or under way.");
        _meter.CreateObservableGauge("undertone.monitors.live", () => CountMonitors(engine), description: "Supervisors on live calls, ringing ones included, by mode.");
        _meter.CreateObservableGauge("undertone.extensions", () => CountExtensions(engine, extensions), description: "Extensions by what they are doing.");
        _meter.CreateObservableGauge("undertone.trunks", () => CountTrunks(engine), description: "Trunks by whether calls can be expected to pass over them.");
        _meter.CreateObservableCounter("undertone.events.missed", () => _reader.Missed, description: "Engine events that these counters have missed.");
        _ended = _meter.CreateCounter<long>("undertone.calls.ended", description: "Calls that have ended, by how.");
        _failed = _meter.CreateCounter<long>("undertone.calls.failed", description: "Calls that could not be set up, by reason.");
        _monitorsJoined = _meter.CreateCounter<long>("undertone.monitors.joined", description: "Supervisors that were joined to a call, by their first mode.");
        _monitorsFailed = _meter.CreateCounter<long>("undertone.monitors.failed", description: "Supervisors that were rung and did not come, by reason.");
        _registrations = _meter.CreateCounter<long>("undertone.registrations.changes", description: "Extensions that got their first device or lost their last.");
        _talkTime = _meter.CreateHistogram(
            "undertone.calls.talk_time",
            "s",
            "Time from answer to end of answered calls.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 1200, 3600] });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _counting = Task.Run(CountAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _reader.Dispose();
        await _counting.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _meter.Dispose();
    }

    private static IEnumerable<Measurement<int>> CountMonitors(ICallEngine engine) => engine.Calls
        .SelectMany(call => call.Monitors)
        .CountBy(monitor => monitor.Mode)
        .Select(pair => new Measurement<int>(pair.Value, Tag("mode", pair.Key)));

    private static IEnumerable<Measurement<int>> CountExtensions(ICallEngine engine, ExtensionDirectory extensions) => extensions.All
        .CountBy(extension => engine.StatusOf(extension.Number).State)
        .Select(pair => new Measurement<int>(pair.Value, Tag("state", pair.Key)));

    private static IEnumerable<Measurement<int>> CountTrunks(ICallEngine engine) => engine.Trunks
        .CountBy(trunk => trunk.State)
        .Select(pair => new Measurement<int>(pair.Value, Tag("state", pair.Key)));

    private static KeyValuePair<string, object?> Tag<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum
        => new(name, value.ToString().ToLowerInvariant());

    private async Task CountAsync()
    {
        await foreach (EngineEvent engineEvent in _reader.ReadAllAsync(CancellationToken.None))
        {
            Count(engineEvent);
        }
    }

    private void Count(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case CallEnded { Record: var record }:
                _ended.Add(1, Tag("disposition", record.Disposition));
                if (record.AnsweredAt is not null)
                {
                    _talkTime.Record(record.TalkTime.TotalSeconds);
                }

                break;
            case CallFailed failed:
                _failed.Add(1, Tag("reason", failed.Reason));
                break;
            case MonitorFailed failed:
                _monitorsFailed.Add(1, Tag("reason", failed.Reason));
                break;
            case MonitorChanged { Monitor.State: LegState.Ended } changed:
                _joined.Remove(changed.Monitor.Id);
                break;
            case MonitorChanged { Monitor.AttachedAt: not null } changed when _joined.Add(changed.Monitor.Id):
                _monitorsJoined.Add(1, Tag("mode", changed.Monitor.Mode));
                break;
            case ExtensionRegistrationChanged changed:
                _registrations.Add(1, new KeyValuePair<string, object?>("registered", changed.Registered ? "true" : "false"));
                break;
        }
    }
}
