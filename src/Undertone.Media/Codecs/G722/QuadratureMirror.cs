using System.Runtime.CompilerServices;

namespace Undertone.Media.Codecs.G722;

/// <summary>
/// The 24-tap filter pair that splits 16 kHz into two bands of 8 kHz and joins them again (transmit and receive QMF of ITU-T G.722).
/// Both halves are a sum over the even and one over the odd places of a line of 24 values, the second with the coefficients reversed.
/// </summary>
internal static class QuadratureMirror
{
    /// <summary>Length of the line.</summary>
    public const int Taps = 24;

    /// <summary>What of the line is older than the two newest values.</summary>
    public const int Remembered = Taps - 2;

    private static readonly short[] Coefficients = [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];

    /// <summary>The two sums over a line of <see cref="Taps"/> values, oldest first.</summary>
    public static void Filter(ReadOnlySpan<short> line, out int even, out int odd)
    {
        var coefficients = Coefficients;
        line = line[..Taps];
        even = 0;
        odd = 0;
        for (var i = 0; i < coefficients.Length; i++)
        {
            even += line[2 * i] * coefficients[i];
            odd += line[(2 * i) + 1] * coefficients[coefficients.Length - 1 - i];
        }
    }

    /// <summary>The past of a line.</summary>
    [InlineArray(Remembered)]
    public struct Past
    {
        private short _first;
    }
}
