namespace Undertone.Media.Tests;

/// <summary>Sines: making them, and measuring them in what was heard.</summary>
internal static class Tone
{
    /// <summary>A sine as it goes on from sample <paramref name="first"/>.</summary>
    public static void Fill(Span<short> pcm, long first, double frequencyHz, double amplitude, int sampleRateHz)
    {
        for (var i = 0; i < pcm.Length; i++)
        {
            pcm[i] = (short)Math.Round(amplitude * Math.Sin(2 * Math.PI * frequencyHz * ((first + i) % (1000L * sampleRateHz)) / sampleRateHz));
        }
    }

    /// <summary>A sine of some length.</summary>
    public static short[] Of(double frequencyHz, double amplitude, int sampleRateHz, int samples)
    {
        var pcm = new short[samples];
        Fill(pcm, 0, frequencyHz, amplitude, sampleRateHz);
        return pcm;
    }

    /// <summary>The amplitude of one frequency; exact over whole periods.</summary>
    public static double Amplitude(ReadOnlySpan<short> pcm, double frequencyHz, int sampleRateHz)
    {
        var (cosine, sine) = Project(pcm, frequencyHz, sampleRateHz);
        return Math.Sqrt((cosine * cosine) + (sine * sine));
    }

    /// <summary>The frequency of the one tone in <paramref name="pcm"/> near <paramref name="expectedHz"/>, from how its phase moves between two halves.</summary>
    public static double Frequency(ReadOnlySpan<short> pcm, double expectedHz, int sampleRateHz)
    {
        var half = pcm.Length / 2;
        var (cosine, sine) = Project(pcm[..half], expectedHz, sampleRateHz);
        var (laterCosine, laterSine) = Project(pcm[half..], expectedHz, sampleRateHz);
        var expectedStep = 2 * Math.PI * expectedHz * half / sampleRateHz;
        var step = Math.IEEERemainder(Math.Atan2(laterCosine, laterSine) - Math.Atan2(cosine, sine) - expectedStep, 2 * Math.PI);
        return expectedHz + (step / (2 * Math.PI) * sampleRateHz / half);
    }

    /// <summary>How far, in dB, a tone lies above everything else in <paramref name="pcm"/>.</summary>
    public static double OverRest(ReadOnlySpan<short> pcm, double frequencyHz, int sampleRateHz)
    {
        var amplitude = Amplitude(pcm, frequencyHz, sampleRateHz);
        var power = 0.0;
        foreach (var sample in pcm)
        {
            power += (double)sample * sample / pcm.Length;
        }

        return 10 * Math.Log10(amplitude * amplitude / 2 / Math.Max(power - (amplitude * amplitude / 2), 1e-9));
    }

    /// <summary>One level against another in dB.</summary>
    public static double Decibels(double amplitude, double reference) => 20 * Math.Log10(amplitude / reference);

    private static (double Cosine, double Sine) Project(ReadOnlySpan<short> pcm, double frequencyHz, int sampleRateHz)
    {
        var (cosine, sine) = (0.0, 0.0);
        for (var i = 0; i < pcm.Length; i++)
        {
            var angle = 2 * Math.PI * frequencyHz * i / sampleRateHz;
            cosine += pcm[i] * Math.Cos(angle) * 2 / pcm.Length;
            sine += pcm[i] * Math.Sin(angle) * 2 / pcm.Length;
        }

        return (cosine, sine);
    }
}
