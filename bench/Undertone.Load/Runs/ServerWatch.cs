using System.Diagnostics;
using Undertone.Load.Results;
using Undertone.Load.Servers;

namespace Undertone.Load.Runs;

/// <summary>What server and generator use from one moment to another.</summary>
internal sealed class ServerWatch
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly LoadSession _session;
    private readonly ServerMetrics? _metrics;
    private readonly ProcessUse? _server;
    private readonly ProcessUse _generator;
    private readonly long _began;

    private ServerWatch(LoadSession session, ServerMetrics? metrics)
    {
        _session = session;
        _metrics = metrics;
        _server = session.ReadUse();
        _generator = ProcessUse.Read(Environment.ProcessId);
        _began = Stopwatch.GetTimestamp();
    }

    public static async Task<ServerWatch> BeginAsync(LoadSession session, CancellationToken cancellation)
        => new(session, await session.ReadMetricsAsync(cancellation));

    /// <summary>Ends the measurement.</summary>
    /// <param name="units">Calls or set-ups that the cost is divided by.</param>
    /// <param name="perSecond">Whether the cost is one of each second.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(ServerUse? Server, double Seconds, double GeneratorCores)> EndAsync(long units, bool perSecond, CancellationToken cancellation)
    {
        var seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        var server = _session.ReadUse();
        var generator = ProcessUse.Read(Environment.ProcessId);
        var metrics = await _session.ReadMetricsAsync(cancellation);
        return (server is null ? null : Compare(server, metrics, seconds, perSecond ? units * seconds : units, units),
            seconds,
            (generator.CpuSeconds - _generator.CpuSeconds) / seconds);
    }

    private ServerUse Compare(ProcessUse now, ServerMetrics? metrics, double seconds, double shares, long units)
    {
        var cpu = now.CpuSeconds - _server!.CpuSeconds;
        var atStart = _session.AtStart!.ResidentKiB;
        var knowsPauses = metrics?.Has("undertone_gc_longest_pause_seconds") == true;
        return new ServerUse
        {
            Cores = cpu / seconds,
            MediaCores = (now.MediaCpuSeconds - _server.MediaCpuSeconds) / seconds,
            MicrosecondsEach = shares == 0 ? 0 : cpu * MicrosecondsPerSecond / shares,
            ResidentKiBAtStart = atStart,
            ResidentKiB = now.ResidentKiB,
            KiBPerCall = units == 0 ? null : (double)(now.ResidentKiB - atStart) / units,
            Descriptors = now.Descriptors,
            Collections = metrics is null ? null : (int)(CollectionsIn(metrics) - CollectionsIn(_metrics!)),
            LongestPauseMilliseconds = knowsPauses ? metrics!.One("undertone_gc_longest_pause_seconds") * 1000 : null,
            Overruns = metrics?.Has("undertone_media_overruns_total") == true
                ? (long)(metrics.Sum("undertone_media_overruns_total") - _metrics!.Sum("undertone_media_overruns_total"))
                : null,
        };
    }

    private static double CollectionsIn(ServerMetrics metrics) => metrics.Sum("dotnet_gc_collections_total");
}
