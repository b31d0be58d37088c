using HdrHistogram;

namespace Undertone.Load.Audio;

/// <summary>A mouth that an ear must hear.</summary>
/// <param name="mouth">The mouth.</param>
/// <param name="delays">Where its delays go, in microseconds, or null.</param>
internal sealed class HeardMouth(Mouth mouth, HistogramBase? delays)
{
    private const float Clear = 0.8f * Frame.ToneAmplitude;
    private const float Faint = 0.55f * Frame.ToneAmplitude;
    private const float Trace = 0.15f * Frame.ToneAmplitude;
    private const long NanosecondsPerSample = 1_000_000_000 / Frame.SampleRateHz;

    /// <summary>A change that shows later belongs to another second.</summary>
    private const long LongestDelayNanoseconds = 900_000_000;

    private int _hears = -1;
    private long _notedChange;

    /// <summary>What a frame holds of this mouth.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="arrival">When it came.</param>
    /// <param name="isMeasured">Whether delays count already.</param>
    /// <param name="energy">The energy of the mouth's tone in it.</param>
    public MouthSound Hear(ReadOnlySpan<float> frame, long arrival, bool isMeasured, out float energy)
    {
        energy = 0;
        if (_hears < 0)
        {
            _hears = mouth.Tones[0].Amplitude(frame) >= mouth.Tones[1].Amplitude(frame) ? 0 : 1;
        }

        var present = mouth.Tones[_hears].Amplitude(frame);
        if (present >= Clear)
        {
            energy = EnergyOf(present);
            return MouthSound.Clear;
        }

        var other = mouth.Tones[1 - _hears].Amplitude(frame);
        if (other < Trace || present + other < Faint)
        {
            return MouthSound.Missing;
        }

        var place = other >= Clear ? 0 : mouth.Tones[_hears].FindChange(mouth.Tones[1 - _hears], frame);
        _hears = 1 - _hears;
        NoteDelay(arrival + (place * NanosecondsPerSample), isMeasured);
        energy = EnergyOf(other);
        return other >= Clear ? MouthSound.Clear : MouthSound.Changing;
    }

    private static float EnergyOf(float amplitude) => amplitude * amplitude * Frame.Samples / 2;

    private void NoteDelay(long heardAt, bool isMeasured)
    {
        var delay = heardAt - mouth.ChangeSentAt;
        if (isMeasured && delays is not null && mouth.ChangeSentAt != _notedChange && mouth.ChangedTo == _hears && delay is >= 0 and < LongestDelayNanoseconds)
        {
            _notedChange = mouth.ChangeSentAt;
            delays.RecordValue(delay / 1000);
        }
    }
}
