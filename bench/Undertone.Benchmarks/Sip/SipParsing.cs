using BenchmarkDotNet.Attributes;
using Undertone.Sip.Messages;

namespace Undertone.Benchmarks.Sip;

/// <summary>From a datagram to a message.</summary>
[MemoryDiagnoser]
public class SipParsing
{
    [Benchmark]
    public SipMessage Invite() => SipSamples.Parse(SipSamples.Invite);

    [Benchmark]
    public SipMessage Register() => SipSamples.Parse(SipSamples.Register);

    [Benchmark]
    public SipMessage Ok() => SipSamples.Parse(SipSamples.Ok);
}
