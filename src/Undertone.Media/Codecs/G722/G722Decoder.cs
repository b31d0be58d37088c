namespace Undertone.Media.Codecs.G722;

/// <summary>
/// Decodes one stream of 64 kbit/s (ITU-T G.722 mode 1): one byte becomes two samples at 16 kHz. What a lost packet would have taught it
/// it learns from the next ones, within some 30 ms, because all of its state leaks.
/// No references, so it can live outside the heap; call <see cref="Reset"/> before anything else. One thread.
/// </summary>
internal struct G722Decoder
{
    private const int CodesAtOnce = 160;

    private LowerBand _lower;
    private HigherBand _higher;
    private QuadratureMirror.Past _past;

    /// <summary>What it knows of the lower band.</summary>
    public readonly LowerBand Lower => _lower;

    /// <summary>What it knows of the higher band.</summary>
    public readonly HigherBand Higher => _higher;

    /// <summary>Begins a stream.</summary>
    public void Reset()
    {
        _lower.Reset();
        _higher.Reset();
        _past = default;
    }

    /// <summary>Decodes; <paramref name="pcm"/> is at least twice as long as <paramref name="codes"/>.</summary>
    public void Decode(ReadOnlySpan<byte> codes, Span<short> pcm)
    {
        Span<short> line = stackalloc short[QuadratureMirror.Remembered + (2 * CodesAtOnce)];
        for (var count = codes.Length; count > 0; count = codes.Length)
        {
            count = Math.Min(count, CodesAtOnce);
            Span<short> past = _past;
            past.CopyTo(line);
            for (var i = 0; i < count; i++)
            {
                Decode(codes[i], line[(2 * i)..], out pcm[2 * i], out pcm[(2 * i) + 1]);
            }

            line.Slice(2 * count, past.Length).CopyTo(past);
            codes = codes[count..];
            pcm = pcm[(2 * count)..];
        }
    }

    private void Decode(int code, Span<short> line, out short first, out short second)
    {
        var low = _lower.Decode(code & 63);
        var high = _higher.Decode(code >> 6);
        line[QuadratureMirror.Remembered] = (short)(low + high);
        line[QuadratureMirror.Remembered + 1] = (short)(low - high);
        QuadratureMirror.Filter(line, out var even, out var odd);
        first = (short)SubBandPredictor.Saturate(odd >> 11);
        second = (short)SubBandPredictor.Saturate(even >> 11);
    }
}
