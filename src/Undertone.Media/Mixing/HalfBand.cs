using System.Numerics;
using System.Runtime.InteropServices;

namespace Undertone.Media.Mixing;

/// <summary>
/// The low-pass between 8 and 16 kHz: a half-band filter of 24 taps beside the middle one (Kaiser window, beta 5.5). Flat within 0.5 dB
/// up to 3.6 kHz, 56 dB down from 4.6 kHz on. Because every second tap of such a filter is zero, both directions need only the sums
/// over neighbouring samples at 8 kHz that are made here; <see cref="RateConverter"/> puts them together.
/// </summary>
internal static class HalfBand
{
    /// <summary>Samples in a sum; how far it reaches.</summary>
    public const int Taps = 24;

    /// <summary>What is 1 in the sums: with 15 bits they could overflow.</summary>
    public const int Scale = 1 << ScaleBits;

    /// <summary>Binary digits of <see cref="Scale"/>.</summary>
    public const int ScaleBits = 14;

    /// <summary>One half of the taps; the other half is its mirror image. All of them add up to <see cref="Scale"/>.</summary>
    public static readonly short[] Coefficients = [-18, 43, -84, 147, -238, 366, -548, 808, -1202, 1872, -3346, 10392];

    /// <summary>Writes the sums; <paramref name="line"/> is longer than <paramref name="sums"/> by one less than <see cref="Taps"/>.</summary>
    public static void Filter(ReadOnlySpan<int> line, Span<int> sums)
    {
        ref var from = ref MemoryMarshal.GetReference(line[..(sums.Length + Taps - 1)]);
        ref var to = ref MemoryMarshal.GetReference(sums);
        var coefficients = Coefficients;
        var i = 0;
        for (; i <= sums.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var sum = Vector<int>.Zero;
            for (var tap = 0; tap < coefficients.Length; tap++)
            {
                var both = Vector.LoadUnsafe(ref from, (nuint)(i + tap)) + Vector.LoadUnsafe(ref from, (nuint)(i + Taps - 1 - tap));
                sum += both * coefficients[tap];
            }

            sum.StoreUnsafe(ref to, (nuint)i);
        }

        HalfBandScalar.Filter(line[i..], sums[i..]);
    }
}
