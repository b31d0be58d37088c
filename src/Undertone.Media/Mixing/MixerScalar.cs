namespace Undertone.Media.Mixing;

/// <summary>The plain twin of <see cref="Mixer"/>: it does the remainders, and the tests hold the vector code to it.</summary>
internal static class MixerScalar
{
    /// <inheritdoc cref="Mixer.MixTwo"/>
    public static void MixTwo(ReadOnlySpan<short> first, ReadOnlySpan<short> second, Span<short> mix)
    {
        for (var i = 0; i < first.Length; i++)
        {
            mix[i] = ClampSample(first[i] + second[i]);
        }
    }

    /// <inheritdoc cref="Mixer.Widen"/>
    public static void Widen(ReadOnlySpan<short> voice, Span<int> sum)
    {
        for (var i = 0; i < voice.Length; i++)
        {
            sum[i] = voice[i];
        }
    }

    /// <inheritdoc cref="Mixer.Add"/>
    public static void Add(ReadOnlySpan<short> voice, Span<int> sum)
    {
        for (var i = 0; i < voice.Length; i++)
        {
            sum[i] += voice[i];
        }
    }

    /// <inheritdoc cref="Mixer.Clamp"/>
    public static void Clamp(ReadOnlySpan<int> sum, Span<short> mix)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            mix[i] = ClampSample(sum[i]);
        }
    }

    private static short ClampSample(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
