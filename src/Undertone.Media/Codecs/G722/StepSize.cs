namespace Undertone.Media.Codecs.G722;

/// <summary>From the logarithm of a quantiser step to the step itself (SCALEL and SCALEH of ITU-T G.722).</summary>
internal static class StepSize
{
    /// <summary>2048 times the powers of two with exponents 0/32 to 31/32 (table ILB).</summary>
    private static readonly short[] Powers =
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];

    /// <summary>The step.</summary>
    /// <param name="logarithm">Never negative; 2048 is a factor of two.</param>
    /// <param name="range">At which power of two the step is 2048: 8 in the lower band, 10 in the higher.</param>
    public static int Of(int logarithm, int range)
    {
        var power = (int)Powers[(logarithm >> 6) & 31];
        var shift = range - (logarithm >> 11);
        return (shift >= 0 ? power >> shift : power << -shift) << 2;
    }
}
