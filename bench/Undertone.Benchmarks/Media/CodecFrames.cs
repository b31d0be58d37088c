using BenchmarkDotNet.Attributes;
using Undertone.Media.Codecs;

namespace Undertone.Benchmarks.Media;

/// <summary>20 ms through each codec, each way.</summary>
[MemoryDiagnoser]
public class CodecFrames
{
    private short[] _pcm = [];
    private short[] _decoded = [];
    private byte[] _payload = [];
    private byte[] _encoded = [];
    private AudioEncoder _encoder;
    private AudioDecoder _decoder;

    [Params(AudioCodec.Pcmu, AudioCodec.Pcma, AudioCodec.G722)]
    public AudioCodec Codec { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _pcm = Voice.Frame(1, AudioCodecs.FactsOf(Codec).SampleRateHz);
        _decoded = new short[_pcm.Length];
        _payload = new byte[AudioCodecs.FactsOf(Codec).BytesPerMillisecond * 20];
        _encoded = new byte[_payload.Length];
        _encoder.Reset();
        _decoder.Reset();
        _encoder.Encode(Codec, _pcm, _payload);
        _encoder.Reset();
    }

    [Benchmark]
    public int Encode() => _encoder.Encode(Codec, _pcm, _encoded);

    [Benchmark]
    public int Decode() => _decoder.Decode(Codec, _payload, _decoded);
}
