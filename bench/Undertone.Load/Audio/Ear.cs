using System.Buffers.Binary;

namespace Undertone.Load.Audio;

/// <summary>
/// Measures every packet that a leg gets: whether it is there, in order and in time, and whether it holds the tones of the mouths that
/// must be heard and nothing else. Used on the RTP thread only; counters may be read by others.
/// </summary>
internal sealed class Ear(bool isALaw)
{
    private const int HeaderBytes = 12;
    private const long LateNanoseconds = 20_000_000;
    private const long NanosecondsPerUnit = 125_000;

    /// <summary>The share of a frame's energy that may be none of its tones: quantisation is a thousandth of it, a stranger a third.</summary>
    private const float LargestRest = 0.03f;

    /// <summary>What silence may hold: less than a hundredth of a tone's energy.</summary>
    private const float LargestSilence = Frame.ToneAmplitude * Frame.ToneAmplitude * Frame.Samples / 200;

    private readonly float[] _frame = new float[Frame.Samples];
    private HeardMouth[] _mouths = [];
    private long _countFrom = long.MaxValue;
    private long _judgeFrom;
    private ushort _highest;
    private uint _ssrc;
    private bool _hasHighest;
    private uint _firstTimestamp;
    private long _leastTransit = long.MaxValue;

    /// <summary>What was counted since the measurement began.</summary>
    public EarCounts Counts { get; private set; } = new();

    /// <summary>Says who must be heard from a moment on; what comes until then is not judged.</summary>
    public void Expect(HeardMouth[] mouths, long judgeFrom) => (_mouths, _judgeFrom) = (mouths, judgeFrom);

    /// <summary>Counts from a moment on, from zero.</summary>
    public void BeginMeasurement(long from)
    {
        Counts = new EarCounts();
        _countFrom = from;
        _hasHighest = false;
        _leastTransit = long.MaxValue;
    }

    /// <summary>Counts no longer.</summary>
    public void EndMeasurement() => _countFrom = long.MaxValue;

    /// <summary>Takes a packet.</summary>
    /// <param name="packet">All of it.</param>
    /// <param name="arrival">When it came, by the wall clock in nanoseconds.</param>
    public void Take(ReadOnlySpan<byte> packet, long arrival)
    {
        var isMeasured = arrival >= _countFrom;
        if (packet.Length != HeaderBytes + Frame.Samples || packet[0] != 0x80)
        {
            Counts.Strange += isMeasured ? 1 : 0;
            return;
        }

        if (isMeasured)
        {
            Follow(
                BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[8..]),
                arrival);
        }

        Listen(packet[HeaderBytes..], arrival, isMeasured && arrival >= _judgeFrom);
    }

    private void Follow(ushort sequence, uint timestamp, uint ssrc, long arrival)
    {
        Counts.Packets++;
        if (!_hasHighest || ssrc != _ssrc)
        {
            Counts.OtherStreams += _hasHighest ? 1 : 0;
            (_hasHighest, _highest, _ssrc, _firstTimestamp, _leastTransit) = (true, sequence, ssrc, timestamp, long.MaxValue);
        }
        else
        {
            var step = (short)(sequence - _highest);
            if (step > 0)
            {
                Counts.Lost += step - 1;
                _highest = sequence;
            }
            else
            {
                // It was counted as lost when it was overtaken.
                Counts.Reordered++;
                Counts.Lost -= step < 0 ? 1 : 0;
            }
        }

        var transit = arrival - ((int)(timestamp - _firstTimestamp) * NanosecondsPerUnit);
        _leastTransit = Math.Min(_leastTransit, transit);
        Counts.Late += transit - _leastTransit > LateNanoseconds ? 1 : 0;
    }

    private void Listen(ReadOnlySpan<byte> payload, long arrival, bool isJudged)
    {
        var energy = Frame.Decode(payload, isALaw, _frame);
        var rest = energy;
        var isMissing = false;
        var isChanging = false;
        foreach (var mouth in _mouths)
        {
            var sound = mouth.Hear(_frame, arrival, isJudged, out var explained);
            rest -= explained;
            isMissing |= sound == MouthSound.Missing;
            isChanging |= sound == MouthSound.Changing;
        }

        if (!isJudged)
        {
            return;
        }

        Counts.Judged++;
        Counts.Missing += isMissing ? 1 : 0;

        // In a frame with a change neither tone is whole, so what is left over says nothing; every other frame tells.
        var isForeign = !isChanging && !isMissing && rest > Math.Max(energy * LargestRest, LargestSilence);
        Counts.Foreign += isForeign ? 1 : 0;
    }
}
