namespace Undertone.Media.Codecs.G722;

/// <summary>4-8 kHz in 2 bits a sample (BLOCK1H to BLOCK4H of ITU-T G.722). The same state serves encoder and decoder.</summary>
internal struct HigherBand
{
    private const int Decision = 564;
    private const int LargestLogarithm = 22528;
    private const int Range = 10;

    private SubBandPredictor _predictor;
    private int _logarithm;
    private int _step;

    /// <summary>Decoder levels (QM2).</summary>
    private static readonly short[] Outputs = [-7408, -1616, 7408, 1616];

    /// <summary>What each code adds to the logarithm of the step (WH over RH2).</summary>
    private static readonly short[] Growth = [798, -214, 798, -214];

    /// <summary>As at the beginning of every stream.</summary>
    public void Reset()
    {
        this = default;
        _step = 8;
    }

    /// <summary>Encodes a sample of -16384 to 16383.</summary>
    public int Encode(int sample)
    {
        var difference = SubBandPredictor.Saturate(sample - _predictor.Prediction);
        var isLarge = (difference < 0 ? ~difference : difference) >= (Decision * _step) >> 12;
        var code = (difference < 0 ? 0 : 2) + (isLarge ? 0 : 1);
        Follow(code);
        return code;
    }

    /// <summary>Decodes a code of 0-3.</summary>
    public int Decode(int code) => Math.Clamp(Follow(code), -16384, 16383);

    /// <summary>Adapts, and gives the decoded sample.</summary>
    private int Follow(int code)
    {
        var difference = (_step * Outputs[code]) >> 15;
        var sample = _predictor.Prediction + difference;
        _logarithm = Math.Clamp(((_logarithm * 127) >> 7) + Growth[code], 0, LargestLogarithm);
        _step = StepSize.Of(_logarithm, Range);
        _predictor.Advance(difference);
        return sample;
    }
}
