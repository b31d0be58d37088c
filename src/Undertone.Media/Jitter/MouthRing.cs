using System.Numerics;
using System.Runtime.CompilerServices;

namespace Undertone.Media.Jitter;

/// <summary>
/// The last half second of what one mouth said, each sample at its media time. Because audio is placed by its RTP time stamp,
/// packets out of order, twice, or of any length from 10 to 60 ms need no care by the reader.
/// </summary>
/// <remarks>
/// Media time here is a 64-bit count of samples that never goes back; the ring holds the newest <see cref="CapacitySamples"/> of it.
/// What a mouth did not say is zero. Three kinds of nothing are told apart: silence (the sender said nothing on purpose, and before
/// its first packet) counts as present; a lost or outstanding packet is absent; what lies outside the ring is absent too.
/// The memory belongs to the caller (<see cref="RequiredBytes"/>), is 8-byte aligned, and must outlive the ring;
/// it need not be zeroed. Whoever reuses it makes a new ring; cursors of the old one notice. One thread.
/// </remarks>
internal unsafe struct MouthRing
{
    /// <summary>512 ms at 8 kHz.</summary>
    public const int DefaultCapacitySamples = 4096;

    /// <summary>512 ms at 16 kHz.</summary>
    public const int WidebandCapacitySamples = 8192;

    /// <summary>More than so many sequence numbers ahead or behind is another stream, not a gap (RFC 3550 A.1 has the idea).</summary>
    public const int LargestSequenceStep = 100;

    private const int LargestTimeStepSeconds = 2;
    private const int SlotSamples = 64;

    // One count for all rings: a cursor whose ring was replaced notices it, and cannot take the new stream for the old one.
    private static long _generations;

    private readonly short* _samples;
    private readonly ulong* _present;
    private readonly long* _arrivals;
    private readonly int _capacity;
    private readonly int _samplesPerTimestampUnit;

    private SeenSequences _sequences;
    private uint _ssrc;
    private uint _newestTimestamp;
    private long _newestStart;
    private long _silenceStart;
    private long _silenceEnd;

    /// <summary>What went wrong with packets.</summary>
    public JitterCounters Counters;

    /// <summary>An empty ring over the caller's memory.</summary>
    /// <param name="memory">At least <see cref="RequiredBytes"/> bytes.</param>
    /// <param name="capacitySamples">A power of two, at least 1,024; 0.5 s is enough for every reserve.</param>
    /// <param name="sampleRateHz">Rate of the audio that is written.</param>
    /// <param name="rtpClockHz">Rate of the time stamps; the sample rate is a multiple of it.</param>
    public MouthRing(void* memory, int capacitySamples, int sampleRateHz, int rtpClockHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySamples, 1024);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(capacitySamples), true, nameof(capacitySamples));
        _samples = (short*)memory;
        _present = (ulong*)(_samples + capacitySamples);
        _arrivals = (long*)(_present + (capacitySamples / 64));
        _capacity = capacitySamples;
        _samplesPerTimestampUnit = sampleRateHz / rtpClockHz;
        SampleRateHz = sampleRateHz;
    }

    /// <summary>Samples a second of the audio held.</summary>
    public int SampleRateHz { get; }

    /// <summary>How many samples back the ring remembers.</summary>
    public readonly int CapacitySamples => _capacity;

    /// <summary>
    /// 0 before the first packet. Changes to a value never used before, in any ring, whenever the stream starts anew;
    /// media times before that mean nothing.
    /// </summary>
    public long Generation { get; private set; }

    /// <summary>Media time after the last sample of the latest audio.</summary>
    public long NewestEnd { get; private set; }

    /// <summary>When the packet with the latest audio arrived, in microseconds of the caller's clock.</summary>
    public long NewestArrival { get; private set; }

    /// <summary>Length of the packet with the latest audio.</summary>
    public int PacketSamples { get; private set; }

    /// <summary>Bytes of memory that a ring needs.</summary>
    public static int RequiredBytes(int capacitySamples) =>
        (capacitySamples * sizeof(short)) + (capacitySamples / 64 * sizeof(ulong)) + (capacitySamples / SlotSamples * sizeof(long));

    /// <summary>Takes the audio of one packet.</summary>
    /// <param name="ssrc">Source of the packet; another one than before starts the stream anew.</param>
    /// <param name="rtpTimestamp">Time stamp of the packet.</param>
    /// <param name="sequence">Sequence number of the packet.</param>
    /// <param name="pcm">Decoded audio, at most a quarter of the ring.</param>
    /// <param name="arrivalMicroseconds">When the packet came, above 0.</param>
    public void Write(uint ssrc, uint rtpTimestamp, ushort sequence, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        if (pcm.IsEmpty || pcm.Length > _capacity / 4)
        {
            Counters.WrongSize++;
            return;
        }

        if (Generation == 0 || !Continues(ssrc, rtpTimestamp, sequence))
        {
            Restart(ssrc, rtpTimestamp, sequence, pcm, arrivalMicroseconds);
            return;
        }

        var step = _sequences.StepTo(sequence);
        if (!_sequences.TryAdd(sequence))
        {
            Counters.Duplicate++;
            return;
        }

        var start = _newestStart + ((long)(int)(rtpTimestamp - _newestTimestamp) * _samplesPerTimestampUnit);
        if (step < 0)
        {
            PlaceBehind(start, pcm, arrivalMicroseconds);
        }
        else
        {
            PlaceAhead(start, step, rtpTimestamp, pcm, arrivalMicroseconds);
        }
    }

    /// <summary>
    /// Notes a packet of the same stream that carries no audio, such as a telephone event: its sequence number is not missing,
    /// so the audio after it follows a pause and not a loss.
    /// </summary>
    public void NoteWithoutAudio(uint ssrc, ushort sequence)
    {
        if (Generation != 0 && ssrc == _ssrc && Math.Abs(_sequences.StepTo(sequence)) <= LargestSequenceStep)
        {
            _sequences.TryAdd(sequence);
        }
    }

    /// <summary>True when every sample from <paramref name="position"/> on is there, as audio or as silence.</summary>
    public readonly bool Holds(long position, int samples) =>
        Generation != 0
        && position + samples <= NewestEnd
        && position >= NewestEnd - _capacity
        && SampleMap.AllPresent(Present, IndexOf(position), samples);

    /// <summary>True when the sender said nothing on purpose in all of this time.</summary>
    public readonly bool IsSilence(long position, int samples) => position >= _silenceStart && position + samples <= _silenceEnd;

    /// <summary>Copies audio out; what is not there reads as zero or as long past audio, so ask <see cref="Holds"/> first.</summary>
    public readonly void CopyTo(long position, Span<short> pcm)
    {
        var index = IndexOf(position);
        var untilEnd = Math.Min(pcm.Length, _capacity - index);
        Samples.Slice(index, untilEnd).CopyTo(pcm);
        Samples[..(pcm.Length - untilEnd)].CopyTo(pcm[untilEnd..]);
    }

    /// <summary>
    /// When the packet came that holds the sample at <paramref name="position"/>, or 0 when no packet does.
    /// Kept for every 8 ms (4 ms at 16 kHz), which is exact where packets follow each other in step with the reader.
    /// </summary>
    public readonly long ArrivalOf(long position) => Arrivals[IndexOf(position) / SlotSamples];

    private readonly Span<short> Samples => new(_samples, _capacity);

    private readonly Span<ulong> Present => new(_present, _capacity / 64);

    private readonly Span<long> Arrivals => new(_arrivals, _capacity / SlotSamples);

    private readonly int IndexOf(long position) => (int)position & (_capacity - 1);

    /// <summary>False for another source, for jumps, and for a later packet with an earlier time: its clock was set back.</summary>
    private readonly bool Continues(uint ssrc, uint rtpTimestamp, ushort sequence)
    {
        var sequenceStep = _sequences.StepTo(sequence);
        var timeStep = (long)(int)(rtpTimestamp - _newestTimestamp) * _samplesPerTimestampUnit;
        return ssrc == _ssrc
            && Math.Abs(sequenceStep) <= LargestSequenceStep
            && Math.Abs(timeStep) <= LargestTimeStepSeconds * SampleRateHz
            && (sequenceStep <= 0 || timeStep > 0);
    }

    /// <summary>The stream begins, or begins anew: all that was before its first packet reads as silence.</summary>
    private void Restart(uint ssrc, uint rtpTimestamp, ushort sequence, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        if (Generation != 0)
        {
            Counters.Resynchronised++;
        }

        Generation = Interlocked.Increment(ref _generations);
        _ssrc = ssrc;
        _sequences.Start(sequence);
        Samples.Clear();
        Present.Fill(ulong.MaxValue);
        Arrivals.Clear();
        NewestEnd += _capacity;
        _silenceStart = NewestEnd - _capacity;
        _silenceEnd = NewestEnd;
        Advance(NewestEnd, rtpTimestamp, pcm, arrivalMicroseconds);
    }

    /// <summary>The usual case: the next packet, possibly after a pause or a loss.</summary>
    private void PlaceAhead(long start, int step, uint rtpTimestamp, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        var gap = start - NewestEnd;
        if (gap > 0)
        {
            var isSilence = step == 1;
            Clear(NewestEnd, gap, isSilence);
            if (isSilence)
            {
                Counters.SilenceSuppressed++;
                _silenceStart = NewestEnd;
                _silenceEnd = start;
            }
        }

        Advance(start, rtpTimestamp, pcm, arrivalMicroseconds);
    }

    private void Advance(long start, uint rtpTimestamp, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        _newestTimestamp = rtpTimestamp;
        _newestStart = start;
        NewestEnd = Math.Max(NewestEnd, start + pcm.Length);
        NewestArrival = arrivalMicroseconds;
        PacketSamples = pcm.Length;
        Place(start, pcm, arrivalMicroseconds);
    }

    /// <summary>A packet that was overtaken. It may fill a loss; it never moves the newest end.</summary>
    private void PlaceBehind(long start, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        if (start < NewestEnd - _capacity || start + pcm.Length > NewestEnd)
        {
            Counters.Overflow++;
            return;
        }

        Counters.Reordered++;
        Place(start, pcm, arrivalMicroseconds);
    }

    private readonly void Place(long start, ReadOnlySpan<short> pcm, long arrivalMicroseconds)
    {
        var index = IndexOf(start);
        var untilEnd = Math.Min(pcm.Length, _capacity - index);
        pcm[..untilEnd].CopyTo(Samples[index..]);
        pcm[untilEnd..].CopyTo(Samples);
        SampleMap.Mark(Present, index, pcm.Length, present: true);
        StampSlots(start, start + pcm.Length, arrivalMicroseconds);
    }

    private readonly void Clear(long start, long samples, bool isSilence)
    {
        if (samples >= _capacity)
        {
            start += samples - _capacity;
            samples = _capacity;
        }

        var index = IndexOf(start);
        var count = (int)samples;
        var untilEnd = Math.Min(count, _capacity - index);
        Samples.Slice(index, untilEnd).Clear();
        Samples[..(count - untilEnd)].Clear();
        SampleMap.Mark(Present, index, count, isSilence);
        StampSlots(start, start + count, 0);
    }

    /// <summary>Writes the arrival into every slot that begins within the given time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void StampSlots(long start, long end, long arrivalMicroseconds)
    {
        var slotMask = (_capacity / SlotSamples) - 1;
        for (var slot = (start + SlotSamples - 1) / SlotSamples; slot * SlotSamples < end; slot++)
        {
            Arrivals[(int)slot & slotMask] = arrivalMicroseconds;
        }
    }
}
