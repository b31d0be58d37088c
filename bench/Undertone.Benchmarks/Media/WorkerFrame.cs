using BenchmarkDotNet.Attributes;
using Undertone.Media.Codecs;
using Undertone.Supervision.Monitoring;

namespace Undertone.Benchmarks.Media;

/// <summary>
/// 20 ms of a full worker without its network: 20 turns, in which the packet of every mouth is received and forwarded or decoded, and every
/// ear that mixes ticks once. A worker has 20 ms for it, so the column Core is what it uses of one.
/// </summary>
[MemoryDiagnoser]
[PerCallColumn]
public class WorkerFrame
{
    private const int FramesToSettle = 100;

    private LoadedWorker _worker = null!;

    [Params(600)]
    public int Calls { get; set; }

    [Params(MonitorMode.Listen, MonitorMode.Barge)]
    public MonitorMode Mode { get; set; }

    [Params(AudioCodec.Pcmu, AudioCodec.G722)]
    public AudioCodec Codec { get; set; }

    /// <summary>Also sees to it that the right thing is measured: every ear gets one packet in a frame, and no voice has gaps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _worker = new LoadedWorker(Calls, Mode, Codec);
        for (var i = 0; i < FramesToSettle; i++)
        {
            _worker.RunFrame();
        }

        var (sent, concealed) = (_worker.SentPackets, _worker.ConcealedFrames);
        _worker.RunFrame();
        if (_worker.SentPackets - sent != Calls * 3 || _worker.ConcealedFrames != concealed)
        {
            throw new InvalidOperationException(
                $"{_worker.SentPackets - sent} packets were sent and {_worker.ConcealedFrames - concealed} frames concealed in 20 ms.");
        }
    }

    [Benchmark]
    public void Run() => _worker.RunFrame();

    [GlobalCleanup]
    public void Cleanup() => _worker.Dispose();
}
