using System.Runtime.CompilerServices;

namespace Undertone.Media.Mixing;

/// <summary>
/// Stands in for audio that is not there: what was heard last runs backwards, forwards, backwards (so that no join jumps) and
/// fades to silence within 60 ms. One for each stream that is heard; works at one sample rate, 8 or 16 kHz.
/// </summary>
internal struct Concealer
{
    /// <summary>How much of the last audio is repeated: 20 ms.</summary>
    public const int HistoryMilliseconds = 20;

    /// <summary>After so long a gap nothing is heard any more.</summary>
    public const int FadeMilliseconds = 60;

    private History _history;
    private readonly int _historySamples;
    private readonly int _fadeSamples;
    private readonly int _seamSamples;
    private int _concealedSamples;

    /// <summary>Starts with nothing heard: concealing is silence.</summary>
    /// <param name="sampleRateHz">At most 16,000.</param>
    public Concealer(int sampleRateHz)
    {
        _historySamples = sampleRateHz * HistoryMilliseconds / 1000;
        _fadeSamples = sampleRateHz * FadeMilliseconds / 1000;
        _seamSamples = CrossFade.Samples(sampleRateHz);
        _concealedSamples = _fadeSamples;
    }

    /// <summary>True when nothing is left to fade: the last audio is 60 ms past, or there never was any.</summary>
    public readonly bool IsSilent => _concealedSamples >= _fadeSamples;

    /// <summary>Takes note of real audio that was just heard. Any length; the last 20 ms count.</summary>
    public void Remember(ReadOnlySpan<short> heard)
    {
        _concealedSamples = 0;
        Span<short> history = _history;
        history = history[.._historySamples];
        if (heard.Length >= history.Length)
        {
            heard[^history.Length..].CopyTo(history);
            return;
        }

        history[heard.Length..].CopyTo(history);
        heard.CopyTo(history[^heard.Length..]);
    }

    /// <summary>Fills <paramref name="gap"/> with the continuation of what was heard, fading.</summary>
    public void Conceal(Span<short> gap)
    {
        if (IsSilent)
        {
            gap.Clear();
            return;
        }

        for (var i = 0; i < gap.Length; i++)
        {
            gap[i] = Continuation(_concealedSamples + i);
        }

        _concealedSamples = Math.Min(_concealedSamples + gap.Length, _fadeSamples);
    }

    /// <summary>
    /// Real audio is back, or jumped: its first 5 ms grow out of the continuation of what was heard, or out of silence.
    /// </summary>
    public readonly void Join(Span<short> arriving)
    {
        Span<short> leaving = stackalloc short[_seamSamples];
        for (var i = 0; i < leaving.Length; i++)
        {
            leaving[i] = Continuation(_concealedSamples + i);
        }

        CrossFade.Into(arriving, leaving);
    }

    private readonly short Continuation(int index)
    {
        if (index >= _fadeSamples)
        {
            return 0;
        }

        var pass = index / _historySamples;
        var within = index % _historySamples;
        var sample = _history[pass % 2 == 0 ? _historySamples - 1 - within : within];
        return (short)(sample * (_fadeSamples - index) / _fadeSamples);
    }

    /// <summary>20 ms at 16 kHz.</summary>
    [InlineArray(320)]
    private struct History
    {
        private short _first;
    }
}
