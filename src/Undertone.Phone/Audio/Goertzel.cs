namespace Undertone.Phone.Audio;

/// <summary>The power of one frequency in a window of samples, by Goertzel's recurrence.</summary>
public static class Goertzel
{
    /// <summary>
    /// The mean square of the component at <paramref name="frequencyHz"/>. Exact for a window that is a whole number of periods of it;
    /// a window of 40 n samples separates all multiples of 200 Hz.
    /// </summary>
    public static double MeanSquare(ReadOnlySpan<short> window, double frequencyHz)
    {
        if (window.IsEmpty)
        {
            return 0;
        }

        var coefficient = 2 * Math.Cos(2 * Math.PI * frequencyHz / AudioLevel.SampleRateHz);
        double previous = 0, beforePrevious = 0;
        foreach (var sample in window)
        {
            var current = sample + (coefficient * previous) - beforePrevious;
            beforePrevious = previous;
            previous = current;
        }

        // |X|^2 = (amplitude n / 2)^2, and the mean square of a sine is amplitude^2 / 2.
        var squaredMagnitude = (previous * previous) + (beforePrevious * beforePrevious) - (coefficient * previous * beforePrevious);
        return 2 * squaredMagnitude / ((double)window.Length * window.Length);
    }

    /// <summary>The level of the component at <paramref name="frequencyHz"/>, in dBm0.</summary>
    public static double LevelDbm0(ReadOnlySpan<short> window, double frequencyHz) =>
        AudioLevel.OfMeanSquare(MeanSquare(window, frequencyHz));
}
