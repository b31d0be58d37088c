using Undertone.Media.Codecs;
using Undertone.Media.Codecs.G722;

namespace Undertone.Media.Tests.Codecs.G722;

public sealed class G722Tests
{
    private const int SampleRateHz = 16000;

    public static TheoryData<string> SoundNames => [.. Sounds.Keys];

    private static Dictionary<string, short[]> Sounds { get; } = new()
    {
        ["silence"] = new short[2000],
        ["impulse"] = Signals.Impulse(2000, 7, 20000),
        ["full impulse down"] = Signals.Impulse(2000, 100, short.MinValue),
        ["step"] = Signals.Step(4000, 33, 12000),
        ["full step down"] = Signals.Step(4000, 1, short.MinValue),
        ["quiet noise"] = Signals.Noise(16000, 1, 10),
        ["noise"] = Signals.Noise(16000, 2, 3),
        ["full noise"] = Signals.Noise(32000, 3, 0),
        ["full square at 8 kHz"] = Signals.Square(8000, 1, short.MaxValue),
        ["full square at 4 kHz"] = Signals.Square(8000, 2, short.MaxValue),
        ["full square at 500 Hz"] = Signals.Square(8000, 16, short.MaxValue),
        ["full square at 50 Hz"] = Signals.Square(16000, 160, -short.MaxValue),
        ["tone of 440 Hz"] = Tone.Of(440, 9000, SampleRateHz, 8000),
        ["tone of 3900 Hz"] = Tone.Of(3900, 9000, SampleRateHz, 8000),
        ["full tone of 6 kHz"] = Tone.Of(6000, 32767, SampleRateHz, 8000),
        ["tone after noise after silence"] = [.. new short[3000], .. Signals.Noise(3000, 9, 1), .. Tone.Of(1000, 300, SampleRateHz, 3000)],
    };

    [Theory]
    [MemberData(nameof(SoundNames))]
    public void Every_code_and_every_sample_is_that_of_the_equations(string sound)
    {
        var codes = ReferenceG722.Encode(Sounds[sound]);
        Assert.Equal(codes, Encode(Sounds[sound]));
        Assert.Equal(ReferenceG722.Decode(codes), Decode(codes));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Any_codes_at_all_are_decoded_as_the_equations_say(uint seed)
    {
        var codes = Signals.Codes(20000, seed);
        Assert.Equal(ReferenceG722.Decode(codes), Decode(codes));
    }

    [Fact]
    public void The_same_code_forever_is_decoded_as_the_equations_say()
    {
        for (var code = 0; code < 256; code++)
        {
            var codes = new byte[600];
            Array.Fill(codes, (byte)code);
            Assert.Equal(ReferenceG722.Decode(codes), Decode(codes));
        }
    }

    [Theory]
    [MemberData(nameof(KnownAnswers.Encoded), MemberType = typeof(KnownAnswers))]
    public void Codes_of_another_implementation(string name, short[] pcm, string expected) =>
        Assert.True(expected == Convert.ToHexString(Encode(pcm)), name);

    [Theory]
    [MemberData(nameof(KnownAnswers.Decoded), MemberType = typeof(KnownAnswers))]
    public void Samples_of_another_implementation(string name, byte[] codes, short[] expected)
    {
        Assert.NotEmpty(name);
        Assert.Equal(expected, Decode(codes));
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(300, 30)]
    [InlineData(1000, 30)]
    [InlineData(2000, 28)]
    [InlineData(3000, 26)]
    [InlineData(3700, 20)]
    [InlineData(5000, 12)]
    [InlineData(6000, 12)]
    [InlineData(7000, 12)]
    public void A_tone_stays_a_tone_of_its_level_and_frequency(int frequencyHz, double leastDecibelsOverRest)
    {
        var pcm = Decode(Encode(Tone.Of(frequencyHz, 8000, SampleRateHz, 32000)));
        var settled = pcm.AsSpan(8000, 16000);
        Assert.InRange(Tone.Decibels(Tone.Amplitude(settled, frequencyHz, SampleRateHz), 8000), -0.5, 0.5);
        Assert.InRange(Tone.Frequency(settled, frequencyHz, SampleRateHz), frequencyHz - 0.5, frequencyHz + 0.5);
        Assert.InRange(Tone.OverRest(settled, frequencyHz, SampleRateHz), leastDecibelsOverRest, 100);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    [InlineData(30000)]
    public void Steps_follow_the_level_over_the_whole_range(int amplitude)
    {
        var settled = Decode(Encode(Tone.Of(1000, amplitude, SampleRateHz, 32000))).AsSpan(8000, 16000);
        Assert.InRange(Tone.Decibels(Tone.Amplitude(settled, 1000, SampleRateHz), amplitude), -1, 1);
        Assert.InRange(Tone.OverRest(settled, 1000, SampleRateHz), 15, 100);
    }

    [Fact]
    public void Sound_comes_out_22_samples_late()
    {
        var pcm = Decode(Encode([.. Signals.Noise(8000, 17, 3)]));
        var said = Signals.Noise(8000, 17, 3);
        var best = Enumerable.Range(0, 60).MaxBy(delay => Enumerable.Range(1000, 6000).Sum(i => (double)said[i] * pcm[i + delay]));
        Assert.Equal(22, best);
    }

    [Fact]
    public void Silence_decays_to_silence_after_the_loudest_noise()
    {
        var pcm = Decode(Encode([.. Signals.Noise(16000, 21, 0), .. new short[16000]]));
        Assert.All(pcm[24000..], sample => Assert.InRange(sample, -8, 8));
    }

    [Fact]
    public void Reset_forgets_everything()
    {
        var sound = Sounds["noise"];
        var (encoder, decoder) = Fresh();
        var (codes, again) = (new byte[sound.Length / 2], new byte[sound.Length / 2]);
        encoder.Encode(Sounds["full noise"].AsSpan(0, 9000), new byte[4500]);
        encoder.Reset();
        encoder.Encode(sound, codes);
        Assert.Equal(Encode(sound), codes);

        var (pcm, pcmAgain) = (new short[sound.Length], new short[sound.Length]);
        decoder.Decode(Signals.Codes(5000, 3), new short[10000]);
        decoder.Reset();
        decoder.Decode(codes, pcm);
        Assert.Equal(Decode(codes), pcm);
        Assert.NotEqual(again, codes);
        Assert.NotEqual(pcmAgain, pcm);
    }

    [Fact]
    public void Packets_of_any_length_are_one_stream()
    {
        var sound = Sounds["noise"];
        var (encoder, decoder) = Fresh();
        var codes = new byte[sound.Length / 2];
        var pcm = new short[sound.Length];
        var lengths = new[] { 2, 160, 320, 322, 640, 960, 14 };
        for (var (at, turn) = (0, 0); at < sound.Length; turn++)
        {
            var length = Math.Min(lengths[turn % lengths.Length], sound.Length - at);
            encoder.Encode(sound.AsSpan(at, length), codes.AsSpan(at / 2));
            decoder.Decode(codes.AsSpan(at / 2, length / 2), pcm.AsSpan(at));
            at += length;
        }

        Assert.Equal(Encode(sound), codes);
        Assert.Equal(Decode(codes), pcm);
    }

    [Fact]
    public void A_decoder_that_joins_in_the_middle_soon_hears_the_same()
    {
        var codes = Encode([.. Tone.Of(700, 8000, SampleRateHz, 16000).Zip(Sounds["quiet noise"], (tone, noise) => (short)(tone + noise))]);
        var all = Decode(codes)[8000..];
        var joined = Decode(codes[4000..]);
        var difference = all.Zip(joined, (a, b) => Math.Abs(a - b)).ToArray();
        Assert.True(difference[..400].Max() > 500);
        Assert.InRange(difference[1600..].Max(), 0, 800);
        Assert.InRange(difference[5120..].Max(), 0, 4);
    }

    [Fact]
    public void An_encoder_goes_on_where_a_decoder_is()
    {
        var sound = Tone.Of(1000, 8000, SampleRateHz, 16000);
        var (encoder, decoder) = Fresh();
        var heard = new short[8000];
        decoder.Decode(Encode(sound[..8000]), heard);
        encoder.ContinueFrom(decoder, heard);
        var codes = new byte[4000];
        encoder.Encode(sound.AsSpan(8000), codes);
        var pcm = new short[8000];
        decoder.Decode(codes, pcm);
        for (var frame = 0; frame < pcm.Length; frame += 320)
        {
            Assert.InRange(Tone.Decibels(Tone.Amplitude(pcm.AsSpan(frame, 320), 1000, SampleRateHz), 8000), -1, 1);
        }
    }

    [Fact]
    public void A_codec_with_memory_stops_at_the_smaller_span()
    {
        var (encoder, decoder) = (default(AudioEncoder), default(AudioDecoder));
        encoder.Reset();
        decoder.Reset();
        Assert.Equal(3, encoder.Encode(AudioCodec.G722, new short[9], new byte[3]));
        Assert.Equal(4, encoder.Encode(AudioCodec.G722, new short[9], new byte[30]));
        Assert.Equal(4, decoder.Decode(AudioCodec.G722, new byte[9], new short[5]));
        Assert.Equal(18, decoder.Decode(AudioCodec.G722, new byte[9], new short[30]));
    }

    [Fact]
    public void Its_rtp_clock_is_half_its_sample_rate()
    {
        var facts = AudioCodecs.FactsOf(AudioCodec.G722);
        Assert.Equal(("G722", 9, 8000, 16000, 8), (facts.Name, facts.StaticPayloadType, facts.RtpClockHz, facts.SampleRateHz, facts.BytesPerMillisecond));
        Assert.Equal((160, 320, 320), (facts.TimestampUnits(20), facts.Samples(20), facts.SamplesInPayload(160)));
        Assert.True(AudioCodecs.TryFind("g722", 8000, out var byName));
        Assert.True(AudioCodecs.TryFindStatic(9, out var byType));
        Assert.Equal((AudioCodec.G722, AudioCodec.G722), (byName, byType));
    }

    [Fact]
    public void Coding_allocates_nothing()
    {
        var (encoder, decoder) = Fresh();
        var (pcm, codes) = (Sounds["noise"], new byte[8000]);
        encoder.Encode(pcm, codes);
        decoder.Decode(codes, pcm);
        var before = GC.GetAllocatedBytesForCurrentThread();
        encoder.Encode(pcm, codes);
        decoder.Decode(codes, pcm);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static (G722Encoder Encoder, G722Decoder Decoder) Fresh()
    {
        var (encoder, decoder) = (default(G722Encoder), default(G722Decoder));
        encoder.Reset();
        decoder.Reset();
        return (encoder, decoder);
    }

    private static byte[] Encode(short[] pcm)
    {
        var codes = new byte[pcm.Length / 2];
        Fresh().Encoder.Encode(pcm, codes);
        return codes;
    }

    private static short[] Decode(byte[] codes)
    {
        var pcm = new short[codes.Length * 2];
        Fresh().Decoder.Decode(codes, pcm);
        return pcm;
    }
}
