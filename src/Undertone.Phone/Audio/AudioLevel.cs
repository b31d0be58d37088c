namespace Undertone.Phone.Audio;

/// <summary>
/// Levels in dBm0 of 16-bit samples. The scale is that of G.711: a sine that just reaches the largest mu-law value has +3.17 dBm0.
/// </summary>
public static class AudioLevel
{
    /// <summary>The sample rate of everything in this library, in hertz.</summary>
    public const int SampleRateHz = 8000;

    /// <summary>What a silent channel is reported as, in dBm0.</summary>
    public const double SilenceDbm0 = -96;

    private const double OverloadDbm0 = 3.17;
    private const double OverloadPeak = 32124;

    /// <summary>The peak of a sine with the given level, in sample units.</summary>
    public static double PeakOf(double levelDbm0) => OverloadPeak * Math.Pow(10, (levelDbm0 - OverloadDbm0) / 20);

    /// <summary>The level of a sine with the given mean square.</summary>
    public static double OfMeanSquare(double meanSquare) => meanSquare <= 0
        ? SilenceDbm0
        : Math.Max(SilenceDbm0, (10 * Math.Log10(2 * meanSquare / (OverloadPeak * OverloadPeak))) + OverloadDbm0);
}
