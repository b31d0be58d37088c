namespace Undertone.Media.Tests.Codecs.G722;

/// <summary>Sounds that G.722 is tried with, the same on every machine.</summary>
internal static class Signals
{
    /// <summary>Evenly distributed noise of a linear congruence (upper 16 bits of x = 1664525 x + 1013904223), shifted down.</summary>
    public static short[] Noise(int samples, uint seed, int shift)
    {
        var pcm = new short[samples];
        for (var i = 0; i < samples; i++)
        {
            seed = (seed * 1664525) + 1013904223;
            pcm[i] = (short)((short)(seed >> 16) >> shift);
        }

        return pcm;
    }

    /// <summary>A square wave.</summary>
    public static short[] Square(int samples, int halfPeriod, short level) =>
        [.. Enumerable.Range(0, samples).Select(i => i / halfPeriod % 2 == 0 ? level : (short)-level)];

    /// <summary>Silence with one sample in it.</summary>
    public static short[] Impulse(int samples, int at, short level)
    {
        var pcm = new short[samples];
        pcm[at] = level;
        return pcm;
    }

    /// <summary>Silence, then a constant.</summary>
    public static short[] Step(int samples, int at, short level)
    {
        var pcm = new short[samples];
        pcm.AsSpan(at).Fill(level);
        return pcm;
    }

    /// <summary>Codes that no encoder may ever have sent.</summary>
    public static byte[] Codes(int count, uint seed) => [.. Noise(count, seed, 0).Select(value => (byte)value)];
}
