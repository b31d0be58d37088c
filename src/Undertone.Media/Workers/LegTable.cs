using Undertone.Media.Codecs;
using Undertone.Media.Jitter;

namespace Undertone.Media.Workers;

/// <summary>All memory of a worker's legs: parallel arrays outside the heap, allocated once.</summary>
internal sealed class LegTable : IDisposable
{
    /// <summary>What an ear collects for packets longer than 20 ms: at most 60 ms and another frame, at 8 bytes a millisecond.</summary>
    public const int CollectedBytesPerLeg = 640;

    private static readonly int RingBytes = MouthRing.RequiredBytes(MouthRing.WidebandCapacitySamples);

    private readonly NativeArray<byte> _ringMemory;
    private readonly int[] _freeRings;
    private int _freeRingCount;

    public LegTable(int capacity)
    {
        Capacity = capacity;
        Mouths = new NativeArray<MouthState>(capacity);
        Ears = new NativeArray<EarState>(capacity);
        Sources = new NativeArray<SourceLock>(capacity);
        Keys = new NativeArray<KeyQueue>(capacity);
        Rtcp = new NativeArray<RtcpState>(capacity);
        Counters = new NativeArray<LegCounters>(capacity);
        Decoders = new NativeArray<AudioDecoder>(capacity);
        Encoders = new NativeArray<AudioEncoder>(capacity);
        Collected = new NativeArray<byte>(capacity * CollectedBytesPerLeg);
        CollectedCount = new NativeArray<int>(capacity);
        Rings = new NativeArray<MouthRing>(capacity);
        Kept = new KeptPackets(capacity);
        _ringMemory = new NativeArray<byte>(capacity * RingBytes);
        _freeRings = new int[capacity];
        for (var ring = capacity - 1; ring >= 0; ring--)
        {
            _freeRings[_freeRingCount++] = ring;
        }
    }

    public int Capacity { get; }

    public NativeArray<MouthState> Mouths { get; }

    public NativeArray<EarState> Ears { get; }

    public NativeArray<SourceLock> Sources { get; }

    public NativeArray<KeyQueue> Keys { get; }

    public NativeArray<RtcpState> Rtcp { get; }

    public NativeArray<LegCounters> Counters { get; }

    /// <summary>Of what the mouths say; true to it only while a mouth has a ring.</summary>
    public NativeArray<AudioDecoder> Decoders { get; }

    /// <summary>Of what the ears hear.</summary>
    public NativeArray<AudioEncoder> Encoders { get; }

    /// <summary>Encoded audio that waits until a packet of the ear's length is full.</summary>
    public NativeArray<byte> Collected { get; }

    public NativeArray<int> CollectedCount { get; }

    public NativeArray<MouthRing> Rings { get; }

    public KeptPackets Kept { get; }

    /// <summary>Takes a ring for a mouth; there is one for each leg. The one used last is taken first, so that few pages are ever touched.</summary>
    public unsafe int TakeRing(int sampleRateHz, int rtpClockHz)
    {
        var ring = _freeRings[--_freeRingCount];
        var samples = sampleRateHz > 8000 ? MouthRing.WidebandCapacitySamples : MouthRing.DefaultCapacitySamples;
        Rings[ring] = new MouthRing(_ringMemory.Pointer(ring * RingBytes), samples, sampleRateHz, rtpClockHz);
        return ring;
    }

    public void ReturnRing(int ring) => _freeRings[_freeRingCount++] = ring;

    public void Dispose()
    {
        Mouths.Dispose();
        Ears.Dispose();
        Sources.Dispose();
        Keys.Dispose();
        Rtcp.Dispose();
        Counters.Dispose();
        Decoders.Dispose();
        Encoders.Dispose();
        Collected.Dispose();
        CollectedCount.Dispose();
        Rings.Dispose();
        Kept.Dispose();
        _ringMemory.Dispose();
    }
}
