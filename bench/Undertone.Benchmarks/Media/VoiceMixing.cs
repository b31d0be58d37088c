using BenchmarkDotNet.Attributes;
using Undertone.Media.Mixing;

namespace Undertone.Benchmarks.Media;

/// <summary>20 ms of several mouths added up for one ear as a worker does it: widened, added, clamped once.</summary>
[MemoryDiagnoser]
public class VoiceMixing
{
    private short[][] _mouths = [];
    private short[] _mix = [];
    private int[] _sum = [];

    [Params(2, 3, 8)]
    public int Mouths { get; set; }

    [Params(8000, 16000)]
    public int SampleRateHz { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _mouths = [.. Enumerable.Range(0, Mouths).Select(speaker => Voice.Frame(speaker, SampleRateHz))];
        _mix = new short[_mouths[0].Length];
        _sum = new int[_mouths[0].Length];
    }

    [Benchmark(Baseline = true)]
    public short Scalar()
    {
        MixerScalar.Widen(_mouths[0], _sum);
        for (var i = 1; i < _mouths.Length; i++)
        {
            MixerScalar.Add(_mouths[i], _sum);
        }

        MixerScalar.Clamp(_sum, _mix);
        return _mix[0];
    }

    [Benchmark]
    public short Vectorised()
    {
        Mixer.Widen(_mouths[0], _sum);
        for (var i = 1; i < _mouths.Length; i++)
        {
            Mixer.Add(_mouths[i], _sum);
        }

        Mixer.Clamp(_sum, _mix);
        return _mix[0];
    }
}
