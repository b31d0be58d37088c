using System.Runtime.InteropServices;
using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

/// <summary>A ring with memory of its own, filled with rubbish first: a ring must not rely on zeros.</summary>
internal sealed unsafe class NativeRing : IDisposable
{
    private readonly void* _memory;

    public MouthRing Ring;

    public NativeRing(int capacitySamples = MouthRing.DefaultCapacitySamples, int sampleRateHz = 8000, int rtpClockHz = 8000)
    {
        var bytes = MouthRing.RequiredBytes(capacitySamples);
        _memory = NativeMemory.AlignedAlloc((nuint)bytes, 64);
        new Span<byte>(_memory, bytes).Fill(0xA5);
        Ring = new MouthRing(_memory, capacitySamples, sampleRateHz, rtpClockHz);
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
