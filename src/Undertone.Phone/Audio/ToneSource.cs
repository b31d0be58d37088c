namespace Undertone.Phone.Audio;

/// <summary>
/// A mouth: a sine at 8 kHz that is switched on and off at exact samples. The phase belongs to the sample position, so a tone that was
/// off for a while comes back as if it had gone on. Safe to switch from any thread while another reads.
/// </summary>
public sealed class ToneSource
{
    /// <summary>
    /// All frequencies are multiples of this. Any two of them are then orthogonal over every 5 ms, so that measuring one is blind to
    /// the others.
    /// </summary>
    public const int StepHz = 200;

    /// <summary>Samples in one period of <see cref="StepHz"/>, after which every tone repeats.</summary>
    public const int PeriodSamples = AudioLevel.SampleRateHz / StepHz;

    private readonly short[] _period = new short[PeriodSamples];
    private readonly Lock _lock = new();
    private readonly PriorityQueue<bool, long> _switches = new();
    private bool _on = true;
    private long _position;

    /// <summary>Creates a tone that is on from the first sample.</summary>
    /// <param name="frequencyHz">A multiple of 200 from 200 to 3400.</param>
    /// <param name="levelDbm0">Level, -60 to 0 dBm0. Four tones of the default level can be summed without clipping.</param>
    public ToneSource(int frequencyHz, double levelDbm0 = -12)
    {
        if (frequencyHz is < StepHz or > 3400 || frequencyHz % StepHz != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz, "A multiple of 200 Hz from 200 to 3400 is needed.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(levelDbm0, -60);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levelDbm0, 0);
        FrequencyHz = frequencyHz;
        LevelDbm0 = levelDbm0;
        var peak = AudioLevel.PeakOf(levelDbm0);
        for (var i = 0; i < PeriodSamples; i++)
        {
            // Half a sample off zero, so that no frequency falls on the zeros of its own samples (4 kHz / n would).
            _period[i] = (short)Math.Round(peak * Math.Sin(2 * Math.PI * frequencyHz * (i + 0.5) / AudioLevel.SampleRateHz));
        }
    }

    /// <summary>The frequency in hertz.</summary>
    public int FrequencyHz { get; }

    /// <summary>The level in dBm0.</summary>
    public double LevelDbm0 { get; }

    /// <summary>The position of the next sample that will be read, counted from 0.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _position;
            }
        }
    }

    /// <summary>Switches the tone on or off at a sample position; at once where that position has passed.</summary>
    public void SwitchAt(long sample, bool on)
    {
        lock (_lock)
        {
            _switches.Enqueue(on, sample);
        }
    }

    /// <summary>Switches the tone on or off from the next sample that will be read.</summary>
    public void Switch(bool on)
    {
        lock (_lock)
        {
            _switches.Clear();
            _on = on;
        }
    }

    /// <summary>Reads the next samples, silence where the tone is off.</summary>
    public void Read(Span<short> samples)
    {
        lock (_lock)
        {
            foreach (ref var sample in samples)
            {
                while (_switches.TryPeek(out var on, out var at) && at <= _position)
                {
                    _on = on;
                    _switches.Dequeue();
                }

                sample = _on ? _period[(int)(_position % PeriodSamples)] : (short)0;
                _position++;
            }
        }
    }
}
