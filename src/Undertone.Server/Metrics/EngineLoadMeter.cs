using System.Diagnostics.Metrics;
using System.Globalization;
using Undertone.Media;
using Undertone.Server.Hosting;
using Undertone.Switch;

namespace Undertone.Server.Metrics;

/// <summary>Shows what signalling and audio are busy with, and whether audio keeps up. Nothing may be left when there are no calls.</summary>
internal sealed class EngineLoadMeter : IDisposable
{
    private readonly Meter _meter = new("Undertone.Engine");
    private readonly IEngineRunner _runner;

    public EngineLoadMeter(IEngineRunner runner)
    {
        _runner = runner;
        Gauge("undertone.media.legs", load => load.Media.Workers.Sum(worker => worker.Legs), "Legs with audio.");
        Gauge("undertone.media.mixing_ears", load => load.Media.Workers.Sum(worker => worker.MixingEars), "Ears that hear a mix at present.");
        Gauge("undertone.sip.sessions", load => load.Sessions, "Dialogs with phones and trunks.");
        Gauge("undertone.sip.pending_invites", load => load.PendingInvites, "INVITEs that wait for their answer or its ACK.");
        Gauge("undertone.sip.timers", load => load.Sip.Timers, "Timers of SIP transactions.");
        _meter.CreateObservableGauge("undertone.sip.transactions", () => Read(Transactions), description: "SIP transactions that are not over; a UDP request counts for 32 s after its answer.");
        _meter.CreateObservableGauge("undertone.media.ports", () => Read(Ports), description: "Pairs of RTP ports by what they are doing; a pair rests after its call until it was quiet for 30 s.");
        _meter.CreateObservableGauge("undertone.media.native_memory", () => NativeMemoryUse.Bytes, "By", "Memory of audio outside the garbage-collected heap.");
        _meter.CreateObservableGauge("undertone.media.busy", () => Read(Busy), description: "Share of the last second, 0 to 1, in which a media worker did not wait for something to do.");
        _meter.CreateObservableGauge("undertone.media.pressure", () => Read(Pressure), description: "0: a media worker can carry more; 1: it takes no more supervisors; 2: no more calls either.");
        _meter.CreateObservableCounter("undertone.media.phases", () => Read(Phases), description: "Phases of 5 ms with mixing to do, by how late they began at most.");
        _meter.CreateObservableCounter("undertone.media.overruns", () => Read(Overruns), description: "Phases that were given up because audio did not keep up.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<double>> Busy(EngineLoad load)
        => load.Media.Workers.Select(worker => new Measurement<double>(worker.Busy, WorkerTag(worker)));

    private static IEnumerable<Measurement<long>> Pressure(EngineLoad load)
        => load.Media.Workers.Select(worker => new Measurement<long>((long)worker.Pressure, WorkerTag(worker)));

    private static KeyValuePair<string, object?> WorkerTag(WorkerSnapshot worker) => Tag("worker", worker.Index.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<Measurement<long>> Transactions(EngineLoad load) =>
    [
        new(load.Sip.ClientTransactions, Tag("side", "client")),
        new(load.Sip.ServerTransactions, Tag("side", "server")),
    ];

    private static IEnumerable<Measurement<long>> Ports(EngineLoad load) =>
    [
        new(load.Media.PortPairsUsed, Tag("state", "used")),
        new(load.Media.PortPairsResting, Tag("state", "resting")),
        new(load.Media.PortPairsFree, Tag("state", "free")),
    ];

    private static IEnumerable<Measurement<long>> Phases(EngineLoad load)
    {
        for (int i = 0; i <= WorkerSnapshot.LatenessBounds.Length; i++)
        {
            string bound = i < WorkerSnapshot.LatenessBounds.Length ? WorkerSnapshot.LatenessBounds[i].ToString(CultureInfo.InvariantCulture) : "more";
            yield return new Measurement<long>(load.Media.Workers.Sum(worker => worker.Lateness[i]), Tag("late_ms", bound));
        }
    }

    private static IEnumerable<Measurement<long>> Overruns(EngineLoad load) => [new(load.Media.Workers.Sum(worker => worker.Overruns))];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private void Gauge(string name, Func<EngineLoad, long> read, string description)
        => _meter.CreateObservableGauge(name, () => Read<long>(load => [new Measurement<long>(read(load))]), description: description);

    private IEnumerable<Measurement<T>> Read<T>(Func<EngineLoad, IEnumerable<Measurement<T>>> read)
        where T : struct
        => _runner.Load is { } load ? read(load) : [];
}
