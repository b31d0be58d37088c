namespace Undertone.Media.Codecs.G722;

/// <summary>
/// 0-4 kHz in 6 bits a sample (BLOCK1L to BLOCK4L of ITU-T G.722). The same state serves encoder and decoder, because both see the same codes.
/// Only the upper four bits drive the adaptation, so that a network may take the lower two away.
/// </summary>
internal struct LowerBand
{
    private const int Levels = 30;
    private const int LargestLogarithm = 18432;
    private const int Range = 8;

    private SubBandPredictor _predictor;
    private int _logarithm;
    private int _step;

    /// <summary>Decision levels (Q6); the first is not used.</summary>
    private static readonly short[] Decisions =
    [
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650,
        714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
    ];

    /// <summary>Decoder levels of the 6-bit codes (QM6). Four codes never leave an encoder; they count as a small negative value.</summary>
    private static readonly short[] Outputs =
    [
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
        24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
    ];

    /// <summary>Levels of the upper four bits (QM4).</summary>
    private static readonly short[] CoarseOutputs =
    [
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0,
    ];

    /// <summary>What each of the upper four bits adds to the logarithm of the step (WL over RL42).</summary>
    private static readonly short[] Growth =
    [
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60,
    ];

    /// <summary>As at the beginning of every stream.</summary>
    public void Reset()
    {
        this = default;
        _step = 32;
    }

    /// <summary>Encodes a sample of -16384 to 16383.</summary>
    public int Encode(int sample)
    {
        var difference = SubBandPredictor.Saturate(sample - _predictor.Prediction);
        var level = LevelOf(difference < 0 ? ~difference : difference);
        var code = (difference, level) switch
        {
            (< 0, < 3) => 64 - level,
            (< 0, _) => 34 - level,
            _ => 62 - level,
        };
        Follow(code);
        return code;
    }

    /// <summary>Decodes a code of 0-63.</summary>
    public int Decode(int code)
    {
        var sample = _predictor.Prediction + ((_step * Outputs[code]) >> 15);
        Follow(code);
        return Math.Clamp(sample, -16384, 16383);
    }

    private void Follow(int code)
    {
        var coarse = code >> 2;
        var difference = (_step * CoarseOutputs[coarse]) >> 15;
        _logarithm = Math.Clamp(((_logarithm * 127) >> 7) + Growth[coarse], 0, LargestLogarithm);
        _step = StepSize.Of(_logarithm, Range);
        _predictor.Advance(difference);
    }

    /// <summary>The first decision level (1-29) above the magnitude, or 30.</summary>
    private readonly int LevelOf(int magnitude)
    {
        var (below, above) = (0, Levels);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            if (magnitude < (Decisions[middle] * _step) >> 12)
            {
                above = middle;
            }
            else
            {
                below = middle;
            }
        }

        return above;
    }
}
