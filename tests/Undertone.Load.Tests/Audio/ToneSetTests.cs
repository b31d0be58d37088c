using Undertone.Load.Audio;

namespace Undertone.Load.Tests.Audio;

public sealed class ToneSetTests
{
    [Fact]
    public void All_tones_differ_fit_into_a_frame_and_lie_in_the_band_of_telephony()
    {
        int[] tones = [.. from call in Enumerable.Range(0, ToneSet.Sets)
                          from mouth in Enumerable.Range(0, ToneSet.Mouths)
                          let pair = ToneSet.Of(call, mouth)
                          from tone in (int[])[pair.FirstHz, pair.SecondHz]
                          select tone];

        Assert.Equal(ToneSet.Sets * ToneSet.Mouths * 2, tones.Distinct().Count());
        Assert.All(tones, tone => Assert.Equal(0, tone % 50));
        Assert.All(tones, tone => Assert.InRange(tone, 300, 3400));
    }

    [Fact]
    public void Calls_take_turns() => Assert.Equal(ToneSet.Of(0, 1), ToneSet.Of(ToneSet.Sets, 1));
}
