using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

/// <summary>
/// One mouth, a network and one ear in virtual time. The mouth says a saw tooth that tells each sample's media time for 2.5 s,
/// so that what is heard shows exactly which audio it is and how old.
/// </summary>
internal sealed class JitterSimulation : IDisposable
{
    public const int SawPeriod = 20_000;
    private const int SampleRateHz = 8000;
    private const int FrameSamples = 160;
    private const long TickMicroseconds = 20_000;
    private const long Begin = 1_000_000;

    private readonly NativeRing _native = new();
    private readonly List<Packet> _network = [];
    private readonly short[] _frame = new short[FrameSamples];
    private readonly short[] _pcm = new short[1024];
    private readonly int _packetMilliseconds;
    private readonly long _tickPhase;
    private EarCursor _ear = new(SampleRateHz);
    private ushort _sequence;
    private uint _timestamp;
    private uint _ssrc = 1;

    /// <summary>A mouth with a given ptime; on an even network the ticks come the given phase after its packets.</summary>
    public JitterSimulation(int packetMilliseconds = 20, double phaseMilliseconds = 7, ushort firstSequence = 100, uint firstTimestamp = 5_000)
    {
        _packetMilliseconds = packetMilliseconds;
        _tickPhase = (long)(phaseMilliseconds * 1000);
        _sequence = firstSequence;
        _timestamp = firstTimestamp;
    }

    /// <summary>The next packet's first sample on the mouth's clock.</summary>
    public long SaidSamples { get; private set; }

    /// <summary>A mouth whose clock runs slower (positive) or faster than ours.</summary>
    public double DriftPpm { get; init; }

    /// <summary>Everything heard, one entry for each tick.</summary>
    public List<Heard> Ear { get; } = [];

    public JitterCounters RingCounters => _native.Ring.Counters;

    public JitterCounters EarCounters => _ear.Counters;

    public int LostOnTheWay { get; private set; }

    public void Dispose() => _native.Dispose();

    /// <summary>Says audio for some time, on an even network unless told otherwise.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="delay">Microseconds on the way, for each packet by its number.</param>
    /// <param name="copies">How often a packet arrives; 0 is a loss.</param>
    public JitterSimulation Say(int milliseconds, Func<int, long>? delay = null, Func<int, int>? copies = null)
    {
        var samples = _packetMilliseconds * SampleRateHz / 1000;
        for (var packet = 0; packet < milliseconds / _packetMilliseconds; packet++)
        {
            var sentAt = CaptureTime(SaidSamples + samples);
            var arrivals = copies?.Invoke(packet) ?? 1;
            LostOnTheWay += arrivals == 0 ? 1 : 0;
            for (var copy = 0; copy < arrivals; copy++)
            {
                _network.Add(new Packet(sentAt + (delay?.Invoke(packet) ?? 0) + copy, _ssrc, _timestamp, _sequence, SaidSamples, samples));
            }

            _sequence++;
            Pass(samples);
        }

        return this;
    }

    /// <summary>Sends nothing for some time, as silence suppression does: time stamps go on, sequence numbers do not.</summary>
    public JitterSimulation Pause(int milliseconds)
    {
        Pass(milliseconds * SampleRateHz / 1000);
        return this;
    }

    /// <summary>From now on it is another source, with other numbers.</summary>
    public JitterSimulation ChangeSource()
    {
        _ssrc++;
        _sequence += 7777;
        _timestamp += 0x4000_0000;
        return this;
    }

    /// <summary>Lets all that was said arrive, tick by tick.</summary>
    public JitterSimulation Listen(int extraMilliseconds = 0)
    {
        var arriving = _network.OrderBy(packet => packet.Arrival).ToArray();
        var next = 0;
        var end = CaptureTime(SaidSamples) + (extraMilliseconds * 1000L);
        for (var now = Begin + _tickPhase; now <= end; now += TickMicroseconds)
        {
            for (; next < arriving.Length && arriving[next].Arrival <= now; next++)
            {
                Deliver(arriving[next]);
            }

            var sound = _ear.Read(ref _native.Ring, _frame, now);
            Ear.Add(new Heard(sound, AgeOfLastSample(now), _ear.WaitingSamples(ref _native.Ring), [.. KeepFrames ? _frame : []]));
        }

        return this;
    }

    public bool KeepFrames { get; init; }

    public static short Saw(long position) => (short)((position % SawPeriod) - (SawPeriod / 2));

    private void Deliver(in Packet packet)
    {
        for (var i = 0; i < packet.Samples; i++)
        {
            _pcm[i] = Saw(packet.Position + i);
        }

        _native.Ring.Write(packet.Ssrc, packet.Timestamp, packet.Sequence, _pcm.AsSpan(0, packet.Samples), packet.Arrival);
    }

    /// <summary>How long ago the last sample of the frame was said, by the mouth's clock and ours.</summary>
    private long AgeOfLastSample(long now)
    {
        var said = (long)((now - Begin) * (1 - (DriftPpm / 1e6)) * SampleRateHz / 1e6);
        var behind = (said - _frame[^1] - (SawPeriod / 2) - 1) % SawPeriod;
        behind = behind > SawPeriod / 2 ? behind - SawPeriod : behind;
        behind = behind < -SawPeriod / 2 ? behind + SawPeriod : behind;
        return behind * 1_000_000 / SampleRateHz;
    }

    private void Pass(int samples)
    {
        SaidSamples += samples;
        _timestamp += (uint)samples;
    }

    private long CaptureTime(long samples) => Begin + (long)(samples * 1e6 / SampleRateHz * (1 + (DriftPpm / 1e6)));

    internal readonly record struct Heard(HeardSound Sound, long AgeMicroseconds, long WaitingSamples, short[] Frame);

    private readonly record struct Packet(long Arrival, uint Ssrc, uint Timestamp, ushort Sequence, long Position, int Samples);
}
