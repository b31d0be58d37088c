namespace Undertone.Benchmarks.Media;

/// <summary>Sound that is no special case for anything: two tones whose sum a 20 ms frame holds in whole periods, so that frames join without a step.</summary>
internal static class Voice
{
    private const int FrameHz = 50;

    /// <summary>20 ms of a speaker; each number is another one.</summary>
    public static short[] Frame(int speaker, int sampleRateHz)
    {
        var pcm = new short[sampleRateHz / FrameHz];
        var (low, high) = (FrameHz * (4 + (speaker % 8)), FrameHz * (20 + (speaker % 16)));
        for (var i = 0; i < pcm.Length; i++)
        {
            var turn = 2 * Math.PI * i / sampleRateHz;
            pcm[i] = (short)((9000 * Math.Sin(low * turn)) + (5000 * Math.Sin(high * turn)));
        }

        return pcm;
    }
}
