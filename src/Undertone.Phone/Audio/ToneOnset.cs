namespace Undertone.Phone.Audio;

/// <summary>Finds the sample at which a tone begins.</summary>
public static class ToneOnset
{
    private const int Window = ToneSource.PeriodSamples;

    /// <summary>
    /// The index of the first sample of a tone that begins within <paramref name="samples"/>, or null where it never sounds or sounds
    /// from the start. Accurate to a few samples, whatever other multiples of 200 Hz sound at the same time.
    /// </summary>
    /// <param name="samples">Sound at 8 kHz.</param>
    /// <param name="frequencyHz">A multiple of 200.</param>
    public static int? Find(ReadOnlySpan<short> samples, int frequencyHz)
    {
        var places = samples.Length - Window + 1;
        if (places < 2)
        {
            return null;
        }

        var power = SlidingPower(samples, frequencyHz, places);
        var loudest = power.Max();
        if (AudioLevel.OfMeanSquare(loudest) < ToneMeter.PresentDbm0)
        {
            return null;
        }

        // A window that the tone fills to one half has half its amplitude, a quarter of its power: there the onset is in the middle.
        var threshold = loudest / 4;
        for (var place = 0; place < places; place++)
        {
            // The tone must last: a click fills no window.
            if (power[place] >= threshold && power[Math.Min(place + Window, places - 1)] >= threshold)
            {
                return place == 0 ? null : place + (Window / 2);
            }
        }

        return null;
    }

    /// <summary>The mean square of the tone in each window of 40 samples. The basis repeats with the window, so sliding is exact.</summary>
    private static double[] SlidingPower(ReadOnlySpan<short> samples, int frequencyHz, int places)
    {
        Span<double> cosine = stackalloc double[Window];
        Span<double> sine = stackalloc double[Window];
        for (var i = 0; i < Window; i++)
        {
            (sine[i], cosine[i]) = Math.SinCos(2 * Math.PI * frequencyHz * i / AudioLevel.SampleRateHz);
        }

        double real = 0, imaginary = 0;
        var power = new double[places];
        for (var i = 0; i < samples.Length; i++)
        {
            var change = samples[i] - (i >= Window ? samples[i - Window] : 0);
            real += change * cosine[i % Window];
            imaginary += change * sine[i % Window];
            if (i >= Window - 1)
            {
                power[i - Window + 1] = 2 * ((real * real) + (imaginary * imaginary)) / (Window * Window);
            }
        }

        return power;
    }
}
