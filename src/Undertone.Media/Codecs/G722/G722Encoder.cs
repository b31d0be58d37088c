namespace Undertone.Media.Codecs.G722;

/// <summary>
/// Encodes one stream at 64 kbit/s (ITU-T G.722 mode 1): two samples at 16 kHz become one byte, the higher band in its upper two bits.
/// No references, so it can live outside the heap; call <see cref="Reset"/> before anything else. One thread.
/// </summary>
internal struct G722Encoder
{
    private const int PairsAtOnce = 160;

    private LowerBand _lower;
    private HigherBand _higher;
    private QuadratureMirror.Past _past;

    /// <summary>Begins a stream.</summary>
    public void Reset()
    {
        _lower.Reset();
        _higher.Reset();
        _past = default;
    }

    /// <summary>Goes on where a decoder is: who heard what that decoder decoded hears this encoder next without a break.</summary>
    /// <param name="decoder">Where to begin.</param>
    /// <param name="heard">The last samples that it decoded.</param>
    public void ContinueFrom(in G722Decoder decoder, ReadOnlySpan<short> heard)
    {
        (_lower, _higher) = (decoder.Lower, decoder.Higher);
        _past = default;
        Span<short> past = _past;
        heard = heard[^Math.Min(heard.Length, past.Length)..];
        heard.CopyTo(past[^heard.Length..]);
    }

    /// <summary>Encodes pairs of samples; <paramref name="codes"/> is at least half as long as <paramref name="pcm"/>.</summary>
    public void Encode(ReadOnlySpan<short> pcm, Span<byte> codes)
    {
        Span<short> line = stackalloc short[QuadratureMirror.Remembered + (2 * PairsAtOnce)];
        for (var pairs = pcm.Length / 2; pairs > 0; pairs = pcm.Length / 2)
        {
            pairs = Math.Min(pairs, PairsAtOnce);
            Span<short> past = _past;
            past.CopyTo(line);
            pcm[..(2 * pairs)].CopyTo(line[past.Length..]);
            for (var i = 0; i < pairs; i++)
            {
                codes[i] = Encode(line[(2 * i)..]);
            }

            line.Slice(2 * pairs, past.Length).CopyTo(past);
            pcm = pcm[(2 * pairs)..];
            codes = codes[pairs..];
        }
    }

    private byte Encode(ReadOnlySpan<short> line)
    {
        QuadratureMirror.Filter(line, out var even, out var odd);
        var low = _lower.Encode(Math.Clamp((even + odd) >> 14, -16384, 16383));
        var high = _higher.Encode(Math.Clamp((odd - even) >> 14, -16384, 16383));
        return (byte)((high << 6) | low);
    }
}
