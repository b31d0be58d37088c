using System.Buffers;
using BenchmarkDotNet.Attributes;
using Undertone.Sip.Messages;

namespace Undertone.Benchmarks.Sip;

/// <summary>From a message to a datagram, into a buffer that is kept.</summary>
[MemoryDiagnoser]
public class SipWriting
{
    private readonly SipMessage _invite = SipSamples.Parse(SipSamples.Invite);
    private readonly SipMessage _ok = SipSamples.Parse(SipSamples.Ok);
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    [Benchmark]
    public int Invite() => Write(_invite);

    [Benchmark]
    public int Ok() => Write(_ok);

    private int Write(SipMessage message)
    {
        _output.ResetWrittenCount();
        SipMessageWriter.Write(message, _output);
        return _output.WrittenCount;
    }
}
