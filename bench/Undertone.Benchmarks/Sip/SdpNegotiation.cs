using System.Net;
using BenchmarkDotNet.Attributes;
using Undertone.Sip.Sdp;

namespace Undertone.Benchmarks.Sip;

/// <summary>The session description of a desk phone: read, answered, and the answer written.</summary>
[MemoryDiagnoser]
public class SdpNegotiation
{
    private readonly byte[] _body = SipSamples.Lines(SipSamples.Offer);
    private readonly LocalAudio _local = new()
    {
        Address = IPAddress.Parse("192.0.2.1"),
        RtpPort = 20000,
        Codecs = [AudioCodec.G722, AudioCodec.Pcmu, AudioCodec.Pcma],
        SessionId = 3920185512,
        Name = "undertone",
    };

    private SessionDescription _offer = null!;
    private SessionDescription _answer = null!;

    [GlobalSetup]
    public void Setup()
    {
        _offer = Parse();
        _answer = Answer();
    }

    [Benchmark]
    public SessionDescription Parse() => SessionDescription.TryParse(_body, out var description, out var error)
        ? description
        : throw new InvalidDataException($"{error}");

    [Benchmark]
    public SessionDescription Answer() => AnswerTo(_offer);

    [Benchmark]
    public byte[] Write() => _answer.ToBytes();

    /// <summary>What one INVITE costs.</summary>
    [Benchmark]
    public byte[] ParseAnswerWrite() => AnswerTo(Parse()).ToBytes();

    private SessionDescription AnswerTo(SessionDescription offer) => SdpOfferAnswer.TryAnswer(offer, _local, out var answer, out _, out var refusal)
        ? answer
        : throw new InvalidDataException($"{refusal}");
}
