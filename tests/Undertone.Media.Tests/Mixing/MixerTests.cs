using Undertone.Media.Mixing;

namespace Undertone.Media.Tests.Mixing;

public class MixerTests
{
    public static TheoryData<int> Lengths => [0, 1, 7, 16, 31, 160, 161, 320];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Two_voices_agree_with_the_scalar_twin(int length)
    {
        var random = new Random(length);
        for (var round = 0; round < 50; round++)
        {
            var first = Voice(random, length);
            var second = Voice(random, length);
            var fast = new short[length];
            var plain = new short[length];
            Mixer.MixTwo(first, second, fast);
            MixerScalar.MixTwo(first, second, plain);
            Assert.Equal(plain, fast);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Many_voices_agree_with_the_scalar_twin(int length)
    {
        var random = new Random(1000 + length);
        for (var voices = 1; voices <= 8; voices++)
        {
            var fastSum = new int[length];
            var plainSum = new int[length];
            for (var voice = 0; voice < voices; voice++)
            {
                var pcm = Voice(random, length);
                if (voice == 0)
                {
                    Mixer.Widen(pcm, fastSum);
                    MixerScalar.Widen(pcm, plainSum);
                }
                else
                {
                    Mixer.Add(pcm, fastSum);
                    MixerScalar.Add(pcm, plainSum);
                }
            }

            var fast = new short[length];
            var plain = new short[length];
            Mixer.Clamp(fastSum, fast);
            MixerScalar.Clamp(plainSum, plain);
            Assert.Equal(plainSum, fastSum);
            Assert.Equal(plain, fast);
        }
    }

    [Fact]
    public void Three_voices_are_clamped_once_at_the_end()
    {
        var sum = new int[1];
        var mix = new short[1];
        Mixer.Widen([30000], sum);
        Mixer.Add([30000], sum);
        Mixer.Add([-30000], sum);
        Mixer.Clamp(sum, mix);
        Assert.Equal(30000, mix[0]);
    }

    [Theory]
    [InlineData(32767, 32767, 32767)]
    [InlineData(-32768, -32768, -32768)]
    [InlineData(32767, -32768, -1)]
    [InlineData(20000, 12767, 32767)]
    [InlineData(20000, 12768, 32767)]
    [InlineData(-20000, -12768, -32768)]
    [InlineData(1, -1, 0)]
    public void Two_voices_at_the_edges(short first, short second, short expected)
    {
        var mix = new short[33];
        Mixer.MixTwo([.. Enumerable.Repeat(first, 33)], [.. Enumerable.Repeat(second, 33)], mix);
        Assert.All(mix, sample => Assert.Equal(expected, sample));
    }

    [Fact]
    public void A_mix_may_overwrite_one_of_its_voices()
    {
        short[] first = [.. Enumerable.Range(0, 160).Select(i => (short)i)];
        Mixer.MixTwo(first, first.ToArray(), first);
        Assert.Equal(Enumerable.Range(0, 160).Select(i => (short)(2 * i)), first);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Peak_agrees_with_the_scalar_twin(int length)
    {
        var random = new Random(2000 + length);
        for (var round = 0; round < 50; round++)
        {
            var pcm = Voice(random, length);
            Assert.Equal(AudioLevel.PeakScalar(pcm), AudioLevel.Peak(pcm));
        }
    }

    [Fact]
    public void Peak_of_the_most_negative_sample_is_its_distance_from_zero()
    {
        var pcm = new short[160];
        pcm[3] = short.MinValue;
        Assert.Equal(32768, AudioLevel.Peak(pcm));
        Assert.Equal(32768, AudioLevel.Peak(pcm.AsSpan(3, 1)));
    }

    [Fact]
    public void Mixing_allocates_nothing()
    {
        var voice = new short[160];
        var sum = new int[160];
        var mix = new short[160];
        Mixer.MixTwo(voice, voice, mix);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            Mixer.MixTwo(voice, voice, mix);
            Mixer.Widen(voice, sum);
            Mixer.Add(voice, sum);
            Mixer.Clamp(sum, mix);
            AudioLevel.Peak(mix);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static short[] Voice(Random random, int length)
    {
        short[] extremes = [short.MinValue, short.MaxValue, short.MinValue + 1, 0, -1, 1];
        return [.. Enumerable.Range(0, length).Select(_ =>
            random.Next(4) == 0 ? extremes[random.Next(extremes.Length)] : (short)random.Next(short.MinValue, short.MaxValue + 1))];
    }
}
