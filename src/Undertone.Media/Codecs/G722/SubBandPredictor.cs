using System.Runtime.CompilerServices;

namespace Undertone.Media.Codecs.G722;

/// <summary>
/// Foretells the next sample of one sub-band from what was decoded so far (BLOCK4L and BLOCK4H of ITU-T G.722, which are the same): two
/// poles and six zeros, all of which adapt. All-zero is the reset state. 16-bit saturating arithmetic held in 32-bit fields.
/// </summary>
internal struct SubBandPredictor
{
    private const int Zeros = 6;
    private const int LargestSecondPole = 12288;
    private const int PoleSum = 15360;

    private SixSteps _zeros;
    private SixSteps _differences;
    private int _firstPole;
    private int _secondPole;
    private int _reconstructed;
    private int _partial;
    private int _partialBefore;
    private int _fromZeros;

    /// <summary>The foretold sample.</summary>
    public int Prediction { get; private set; }

    /// <summary>Takes the quantised difference between the real sample and <see cref="Prediction"/>, adapts, and foretells the next one.</summary>
    public void Advance(int difference)
    {
        var reconstructedBefore = _reconstructed;
        _reconstructed = Saturate(Prediction + difference);
        AdaptPoles(Saturate(_fromZeros + difference));
        _fromZeros = AdaptZeros(difference);
        var fromPoles = Saturate(
            ((_firstPole * Saturate(_reconstructed * 2)) >> 15) + ((_secondPole * Saturate(reconstructedBefore * 2)) >> 15));
        Prediction = Saturate(fromPoles + _fromZeros);
    }

    /// <summary>Keeps a value within 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    /// <summary>UPPOL2 and UPPOL1: the poles follow the signs of the last three partial reconstructions.</summary>
    private void AdaptPoles(int partial)
    {
        var isLikeLast = (partial ^ _partial) >= 0;
        var isLikeBefore = (partial ^ _partialBefore) >= 0;
        var pull = Saturate(_firstPole * 4);
        pull = isLikeLast ? Saturate(-pull) : pull;
        var second = (pull >> 7) + (isLikeBefore ? 128 : -128) + ((_secondPole * 32512) >> 15);
        _secondPole = Math.Clamp(second, -LargestSecondPole, LargestSecondPole);

        var largestFirst = PoleSum - _secondPole;
        var first = (isLikeLast ? 192 : -192) + ((_firstPole * 32640) >> 15);
        _firstPole = Math.Clamp(first, -largestFirst, largestFirst);
        (_partial, _partialBefore) = (partial, _partial);
    }

    /// <summary>UPZERO, the delay line, and FILTEZ in one pass, oldest first as the sum saturates at every step.</summary>
    private int AdaptZeros(int difference)
    {
        var step = difference == 0 ? 0 : 128;
        var sum = 0;
        for (var i = Zeros - 1; i >= 0; i--)
        {
            var signed = (difference ^ _differences[i]) < 0 ? -step : step;
            var zero = Saturate(signed + ((_zeros[i] * 32640) >> 15));
            var newest = i == 0 ? difference : _differences[i - 1];
            _zeros[i] = zero;
            _differences[i] = newest;
            sum = Saturate(sum + ((zero * Saturate(newest * 2)) >> 15));
        }

        return sum;
    }
}
