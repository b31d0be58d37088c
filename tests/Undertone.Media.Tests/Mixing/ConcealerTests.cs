using Undertone.Media.Mixing;

namespace Undertone.Media.Tests.Mixing;

public class ConcealerTests
{
    private const int SampleRateHz = 8000;
    private const int FrameSamples = 160;

    [Fact]
    public void Without_history_it_conceals_with_silence()
    {
        var concealer = new Concealer(SampleRateHz);
        var frame = Enumerable.Repeat((short)77, FrameSamples).ToArray();
        Assert.True(concealer.IsSilent);
        concealer.Conceal(frame);
        Assert.All(frame, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void The_last_frame_runs_backwards_and_forwards_and_fades_to_silence_in_60_ms()
    {
        var concealer = new Concealer(SampleRateHz);
        concealer.Remember(Tone(0, FrameSamples));
        var levels = new int[4];
        for (var frame = 0; frame < levels.Length; frame++)
        {
            var gap = new short[FrameSamples];
            concealer.Conceal(gap);
            levels[frame] = AudioLevel.Peak(gap);
        }

        Assert.True(levels[0] > levels[1] && levels[1] > levels[2] && levels[2] > 0, string.Join(' ', levels));
        Assert.Equal(0, levels[3]);
        Assert.True(concealer.IsSilent);
    }

    [Fact]
    public void No_join_is_steeper_than_the_tone_itself()
    {
        var concealer = new Concealer(SampleRateHz);
        var heard = new List<short>();
        var steepest = Steepest(Tone(0, 800));
        for (var frame = 0; frame < 10; frame++)
        {
            var pcm = Tone(frame * FrameSamples, FrameSamples);
            if (frame is 3 or 4 or 7)
            {
                concealer.Conceal(pcm);
            }
            else
            {
                concealer.Join(pcm);
                concealer.Remember(pcm);
            }

            heard.AddRange(pcm);
        }

        // Where two tones of different phase cross, the slope of the fade adds to that of the tone.
        Assert.InRange(Steepest([.. heard]), 0, steepest + (2 * 8000 / CrossFade.Samples(SampleRateHz)));
    }

    [Fact]
    public void Short_pieces_are_remembered_like_a_whole_frame()
    {
        var whole = new Concealer(SampleRateHz);
        var pieces = new Concealer(SampleRateHz);
        var tone = Tone(0, FrameSamples);
        whole.Remember(tone);
        for (var offset = 0; offset < FrameSamples; offset += 40)
        {
            pieces.Remember(tone.AsSpan(offset, 40));
        }

        var expected = new short[FrameSamples];
        var actual = new short[FrameSamples];
        whole.Conceal(expected);
        pieces.Conceal(actual);
        Assert.Equal(expected, actual);
        Assert.NotEqual(0, AudioLevel.Peak(actual));
    }

    [Fact]
    public void After_silence_audio_grows_for_5_ms_and_then_is_as_it_is()
    {
        var concealer = new Concealer(SampleRateHz);
        var tone = Tone(50, FrameSamples);
        concealer.Join(tone);
        Assert.InRange(AudioLevel.Peak(tone.AsSpan(0, 8)), 0, 8000 / 4);
        Assert.Equal(Tone(50 + 40, FrameSamples - 40), tone[40..]);
    }

    [Fact]
    public void A_cross_fade_goes_from_one_to_the_other()
    {
        var arriving = Enumerable.Repeat((short)1000, 50).ToArray();
        CrossFade.Into(arriving, Enumerable.Repeat((short)-1000, 40).ToArray());
        Assert.InRange(arriving[0], -1000, -900);
        Assert.InRange(arriving[39], 900, 1000);
        Assert.All(arriving[40..], sample => Assert.Equal(1000, sample));
        Assert.Equal(arriving.Order(), arriving);
    }

    private static short[] Tone(int from, int samples) =>
        [.. Enumerable.Range(from, samples).Select(i => (short)(8000 * Math.Sin(2 * Math.PI * 313 * i / SampleRateHz)))];

    private static int Steepest(short[] pcm) => Enumerable.Range(1, pcm.Length - 1).Max(i => Math.Abs(pcm[i] - pcm[i - 1]));
}
