using Undertone.Media.Mixing;

namespace Undertone.Media.Tests.Mixing;

public sealed class RateConverterTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(2500)]
    [InlineData(3400)]
    public void A_tone_keeps_its_level_and_frequency_in_both_directions(int frequencyHz)
    {
        var wide = Convert(Tone.Of(frequencyHz, 8000, 8000, 8000), 160, 320).AsSpan(3200, 6400);
        Assert.InRange(Tone.Decibels(Tone.Amplitude(wide, frequencyHz, 16000), 8000), -0.5, 0.5);
        Assert.InRange(Tone.Frequency(wide, frequencyHz, 16000), frequencyHz - 0.5, frequencyHz + 0.5);
        Assert.InRange(Tone.OverRest(wide, frequencyHz, 16000), 50, 120);

        var narrow = Convert(Tone.Of(frequencyHz, 8000, 16000, 16000), 320, 160).AsSpan(1600, 3200);
        Assert.InRange(Tone.Decibels(Tone.Amplitude(narrow, frequencyHz, 8000), 8000), -0.5, 0.5);
        Assert.InRange(Tone.Frequency(narrow, frequencyHz, 8000), frequencyHz - 0.5, frequencyHz + 0.5);
        Assert.InRange(Tone.OverRest(narrow, frequencyHz, 8000), 50, 120);
    }

    [Theory]
    [InlineData(4600)]
    [InlineData(5000)]
    [InlineData(6500)]
    [InlineData(7900)]
    public void What_does_not_fit_into_the_narrow_band_is_not_folded_into_it(int frequencyHz)
    {
        var narrow = Convert(Tone.Of(frequencyHz, 30000, 16000, 16000), 320, 160).AsSpan(1600, 3200);
        Assert.InRange(Tone.Amplitude(narrow, 8000 - frequencyHz, 8000), 0, 30000 / 400.0);
    }

    [Fact]
    public void Frames_join_without_a_seam_and_a_constant_stays_what_it_is()
    {
        var constant = Enumerable.Repeat((short)-12345, 1600).ToArray();
        Assert.All(Convert(constant, 160, 320)[100..], sample => Assert.Equal(-12345, sample));
        Assert.All(Convert(constant, 320, 160)[50..], sample => Assert.Equal(-12345, sample));
    }

    [Fact]
    public void The_loudest_sounds_are_clamped_and_never_wrap_around()
    {
        foreach (var halfPeriod in (int[])[1, 2, 3, 7, 40])
        {
            var square = Enumerable.Range(0, 3200).Select(i => i / halfPeriod % 2 == 0 ? short.MaxValue : short.MinValue).ToArray();
            foreach (var (from, to) in (ReadOnlySpan<(int, int)>)[(160, 320), (320, 160)])
            {
                var converted = Convert(square, from, to);
                var exact = Exact(square, from, to);
                Assert.All(converted.Zip(exact), pair => Assert.InRange(pair.First - Math.Clamp(pair.Second, -32768, 32767), -2, 2));
            }
        }
    }

    [Fact]
    public void Another_rate_or_a_reset_begins_with_nothing_remembered()
    {
        var converter = default(RateConverter);
        var (narrow, wide) = (new short[160], new short[320]);
        converter.Convert(Tone.Of(1000, 9000, 8000, 160), wide);
        converter.Convert(new short[320], narrow);
        Assert.All(narrow, sample => Assert.Equal(0, sample));
        converter.Convert(Tone.Of(1000, 9000, 16000, 320), narrow);
        converter.Reset();
        converter.Convert(new short[320], narrow);
        Assert.All(narrow, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void Vector_and_plain_code_agree_on_every_length()
    {
        var random = new Random(5);
        for (var length = 1; length < 200; length++)
        {
            var line = new int[length + HalfBand.Taps - 1];
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = i % 3 == 0 ? random.Next(2) == 0 ? short.MinValue : short.MaxValue : random.Next(short.MinValue, short.MaxValue);
            }

            var (sums, plain) = (new int[length], new int[length]);
            HalfBand.Filter(line, sums);
            HalfBandScalar.Filter(line, plain);
            Assert.Equal(plain, sums);
        }
    }

    [Fact]
    public void The_taps_add_up_to_one() =>
        Assert.Equal(HalfBand.Scale, 2 * HalfBand.Coefficients.Sum(tap => tap));

    private static short[] Convert(short[] from, int fromSamples, int toSamples)
    {
        var converter = default(RateConverter);
        var to = new short[from.Length / fromSamples * toSamples];
        for (var frame = 0; frame < from.Length / fromSamples; frame++)
        {
            converter.Convert(from.AsSpan(frame * fromSamples, fromSamples), to.AsSpan(frame * toSamples, toSamples));
        }

        return to;
    }

    /// <summary>The same by convolution with the whole filter at 16 kHz, in floating point.</summary>
    private static double[] Exact(short[] from, int fromSamples, int toSamples)
    {
        var taps = new double[47];
        taps[23] = 0.5;
        for (var i = 0; i < 12; i++)
        {
            taps[2 * i] = taps[46 - (2 * i)] = HalfBand.Coefficients[i] / 32768.0;
        }

        var isUp = fromSamples < toSamples;
        var wide = isUp ? [.. from.SelectMany(sample => (short[])[sample, 0])] : from;
        var exact = new double[from.Length / fromSamples * toSamples];
        for (var n = 0; n < exact.Length; n++)
        {
            // The newest sample under the filter.
            var newest = isUp ? n - 1 : (2 * n) + 1;
            for (var tap = 0; tap < taps.Length; tap++)
            {
                exact[n] += newest - tap >= 0 && newest - tap < wide.Length ? taps[tap] * wide[newest - tap] * (isUp ? 2 : 1) : 0;
            }
        }

        return exact;
    }
}
