namespace Undertone.Media.Mixing;

/// <summary>The plain twin of <see cref="HalfBand"/>: it does the remainders, and the tests hold the vector code to it.</summary>
internal static class HalfBandScalar
{
    /// <inheritdoc cref="HalfBand.Filter"/>
    public static void Filter(ReadOnlySpan<int> line, Span<int> sums)
    {
        var coefficients = HalfBand.Coefficients;
        for (var i = 0; i < sums.Length; i++)
        {
            var sum = 0;
            for (var tap = 0; tap < coefficients.Length; tap++)
            {
                sum += (line[i + tap] + line[i + HalfBand.Taps - 1 - tap]) * coefficients[tap];
            }

            sums[i] = sum;
        }
    }
}
