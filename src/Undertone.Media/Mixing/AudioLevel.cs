using System.Numerics;
using System.Runtime.InteropServices;

namespace Undertone.Media.Mixing;

/// <summary>How loud a piece of audio is.</summary>
internal static class AudioLevel
{
    /// <summary>The largest distance from zero, 0-32768.</summary>
    public static int Peak(ReadOnlySpan<short> pcm)
    {
        var highest = Vector<short>.Zero;
        var lowest = Vector<short>.Zero;
        ref var from = ref MemoryMarshal.GetReference(pcm);
        var i = 0;
        for (; i <= pcm.Length - Vector<short>.Count; i += Vector<short>.Count)
        {
            var part = Vector.LoadUnsafe(ref from, (nuint)i);
            highest = Vector.Max(highest, part);
            lowest = Vector.Min(lowest, part);
        }

        var peak = 0;
        for (var lane = 0; lane < Vector<short>.Count; lane++)
        {
            peak = Math.Max(peak, Math.Max(highest[lane], -lowest[lane]));
        }

        return Math.Max(peak, PeakScalar(pcm[i..]));
    }

    /// <summary>The plain twin of <see cref="Peak"/>.</summary>
    public static int PeakScalar(ReadOnlySpan<short> pcm)
    {
        var peak = 0;
        foreach (var sample in pcm)
        {
            peak = Math.Max(peak, Math.Abs((int)sample));
        }

        return peak;
    }
}
