using System.Runtime.CompilerServices;

namespace Undertone.Media.Mixing;

/// <summary>
/// Carries one voice from 8 to 16 kHz or back, 20 ms at a time, for an ear that has another rate than its mouth. It remembers the end of
/// the last frame, so one is needed for each ear and mouth; it delays the voice by 1.5 ms. All-zero is the start. One thread.
/// </summary>
internal struct RateConverter
{
    private const int NarrowSamples = 160;
    private const int Reach = HalfBand.Taps - 1;
    private const int MiddleReach = (HalfBand.Taps / 2) - 1;

    private Past _past;
    private MiddlePast _middlePast;
    private int _fromSamples;

    /// <summary>Forgets the voice: it was silent, or something else was heard.</summary>
    public void Reset() => this = default;

    /// <summary>Converts a frame.</summary>
    /// <param name="from">20 ms at one rate, 160 or 320 samples.</param>
    /// <param name="to">Receives the same 20 ms at the other rate.</param>
    public void Convert(ReadOnlySpan<short> from, Span<short> to)
    {
        if (_fromSamples != from.Length)
        {
            Reset();
            _fromSamples = from.Length;
        }

        if (from.Length < to.Length)
        {
            Widen(from, to);
        }
        else
        {
            Narrow(from, to);
        }
    }

    /// <summary>Every sample stays, and between any two comes one out of the twelve on each side.</summary>
    private void Widen(ReadOnlySpan<short> from, Span<short> to)
    {
        Span<int> line = stackalloc int[Reach + NarrowSamples];
        Span<int> sums = stackalloc int[NarrowSamples];
        Span<int> past = _past;
        past.CopyTo(line);
        for (var i = 0; i < NarrowSamples; i++)
        {
            line[Reach + i] = from[i];
        }

        HalfBand.Filter(line, sums);
        for (var i = 0; i < NarrowSamples; i++)
        {
            to[2 * i] = (short)line[i + MiddleReach];
            to[(2 * i) + 1] = Clamp((sums[i] + (HalfBand.Scale / 2)) >> HalfBand.ScaleBits);
        }

        line[NarrowSamples..].CopyTo(past);
    }

    /// <summary>Every second sample goes, after half of it was made of the twelve on each side.</summary>
    private void Narrow(ReadOnlySpan<short> from, Span<short> to)
    {
        Span<int> line = stackalloc int[Reach + NarrowSamples];
        Span<int> middle = stackalloc int[MiddleReach + NarrowSamples];
        Span<int> sums = stackalloc int[NarrowSamples];
        Span<int> past = _past;
        Span<int> middlePast = _middlePast;
        past.CopyTo(line);
        middlePast.CopyTo(middle);
        for (var i = 0; i < NarrowSamples; i++)
        {
            middle[MiddleReach + i] = from[2 * i];
            line[Reach + i] = from[(2 * i) + 1];
        }

        HalfBand.Filter(line, sums);
        for (var i = 0; i < NarrowSamples; i++)
        {
            to[i] = Clamp((sums[i] + (middle[i] * HalfBand.Scale) + HalfBand.Scale) >> (HalfBand.ScaleBits + 1));
        }

        line[NarrowSamples..].CopyTo(past);
        middle[NarrowSamples..].CopyTo(middlePast);
    }

    private static short Clamp(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);

    [InlineArray(Reach)]
    private struct Past
    {
        private int _first;
    }

    [InlineArray(MiddleReach)]
    private struct MiddlePast
    {
        private int _first;
    }
}
