using System.Globalization;
using Undertone.Media;
using Undertone.Server.Metrics;
using Undertone.Server.Tests.Fakes;
using Undertone.Sip;
using Undertone.Switch;

namespace Undertone.Server.Tests.Metrics;

public sealed class EngineLoadMeterTests : IDisposable
{
    private readonly FakeEngineRunner _runner = new();
    private readonly PrometheusExporter _exporter = new();
    private readonly EngineLoadMeter _meter;

    public EngineLoadMeterTests() => _meter = new EngineLoadMeter(_runner);

    public void Dispose()
    {
        _meter.Dispose();
        _exporter.Dispose();
    }

    [Fact]
    public void What_the_engine_is_busy_with_is_shown()
    {
        var worker = new WorkerSnapshot(0, 3, 2, 100, 4, [10, 9, 8, 7, 6, 5, 4, 3, 2], 0.75, MediaPressure.Strained, 0, 0, 0);
        var media = new MediaPlaneSnapshot([worker, worker with { Index = 1, Busy = 0.5, Pressure = MediaPressure.None }], 6, 5, 4);
        _runner.Load = new EngineLoad(media, new SipStackSnapshot(11, 12, 13, 14, 0, 0, 0, 0), 21, 22);

        string[] lines = _exporter.Write().Split('\n');

        Assert.All(
            (string[])
            [
                "undertone_media_legs 6", "undertone_media_mixing_ears 4", "undertone_media_overruns_total 8",
                "undertone_media_ports{state=\"used\"} 6", "undertone_media_ports{state=\"resting\"} 5", "undertone_media_ports{state=\"free\"} 4",
                "undertone_media_busy{worker=\"0\"} 0.75", "undertone_media_busy{worker=\"1\"} 0.5",
                "undertone_media_pressure{worker=\"0\"} 1", "undertone_media_pressure{worker=\"1\"} 0",
                "undertone_media_phases_total{late_ms=\"0.25\"} 20", "undertone_media_phases_total{late_ms=\"20\"} 6", "undertone_media_phases_total{late_ms=\"more\"} 4",
                "undertone_sip_sessions 21", "undertone_sip_pending_invites 22", "undertone_sip_timers 14",
                "undertone_sip_transactions{side=\"client\"} 11", "undertone_sip_transactions{side=\"server\"} 12",
            ],
            line => Assert.Contains(line, lines));
        Assert.Contains(lines, line => line.StartsWith("undertone_media_native_memory_bytes ", StringComparison.Ordinal)
            && long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) >= 0);
    }

    [Fact]
    public void An_engine_that_does_not_tell_shows_nothing()
    {
        _runner.Load = null;

        Assert.DoesNotContain("undertone_media_legs", _exporter.Write(), StringComparison.Ordinal);
    }
}
