namespace Undertone.Media.Mixing;

/// <summary>Hides the seam where one piece of audio is followed by another that does not continue it.</summary>
internal static class CrossFade
{
    /// <summary>Length of a seam: 5 ms, long enough that no click is heard and too short to be heard as an echo.</summary>
    public static int Samples(int sampleRateHz) => sampleRateHz / 200;

    /// <summary>
    /// Turns the beginning of <paramref name="arriving"/> gradually from <paramref name="leaving"/> into itself, over the
    /// length of <paramref name="leaving"/> (or of <paramref name="arriving"/>, if that is shorter).
    /// </summary>
    public static void Into(Span<short> arriving, ReadOnlySpan<short> leaving)
    {
        var length = Math.Min(arriving.Length, leaving.Length);
        for (var i = 0; i < length; i++)
        {
            var share = i + 1;
            arriving[i] = (short)(((arriving[i] * share) + (leaving[i] * (length + 1 - share))) / (length + 1));
        }
    }
}
