using Undertone.Media.Codecs;

namespace Undertone.Media.Tests.Codecs;

public class G711Tests
{
    private static readonly short[] AllSamples = [.. Enumerable.Range(short.MinValue, 65536).Select(value => (short)value)];
    private static readonly byte[] AllCodes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    [Fact]
    public void ULaw_encodes_every_sample_as_the_recommendation_does()
    {
        var codes = new byte[AllSamples.Length];
        G711.EncodeULaw(AllSamples, codes);
        for (var i = 0; i < codes.Length; i++)
        {
            Assert.True(ReferenceG711.EncodeULaw(AllSamples[i]) == codes[i], $"sample {AllSamples[i]}: {codes[i]:X2}");
        }
    }

    [Fact]
    public void ALaw_encodes_every_sample_as_the_recommendation_does()
    {
        var codes = new byte[AllSamples.Length];
        G711.EncodeALaw(AllSamples, codes);
        for (var i = 0; i < codes.Length; i++)
        {
            Assert.True(ReferenceG711.EncodeALaw(AllSamples[i]) == codes[i], $"sample {AllSamples[i]}: {codes[i]:X2}");
        }
    }

    [Fact]
    public void Both_laws_decode_every_code_as_the_recommendation_does()
    {
        var ulaw = new short[256];
        var alaw = new short[256];
        G711.DecodeULaw(AllCodes, ulaw);
        G711.DecodeALaw(AllCodes, alaw);
        Assert.Equal(AllCodes.Select(ReferenceG711.DecodeULaw), ulaw);
        Assert.Equal(AllCodes.Select(ReferenceG711.DecodeALaw), alaw);
    }

    [Fact]
    public void Every_ALaw_code_survives_decoding_and_encoding()
    {
        var pcm = new short[256];
        var codes = new byte[256];
        G711.DecodeALaw(AllCodes, pcm);
        G711.EncodeALaw(pcm, codes);
        Assert.Equal(AllCodes, codes);
    }

    [Fact]
    public void Every_ULaw_code_survives_decoding_and_encoding_but_for_negative_zero()
    {
        var pcm = new short[256];
        var codes = new byte[256];
        G711.DecodeULaw(AllCodes, pcm);
        G711.EncodeULaw(pcm, codes);
        var expected = AllCodes.ToArray();
        expected[0x7F] = 0xFF;
        Assert.Equal(expected, codes);
    }

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    [InlineData(0xFE, 8)]
    [InlineData(0x7E, -8)]
    public void ULaw_known_points(byte code, short sample)
    {
        var pcm = new short[1];
        G711.DecodeULaw([code], pcm);
        Assert.Equal(sample, pcm[0]);
    }

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    public void ALaw_known_points(byte code, short sample)
    {
        var pcm = new short[1];
        G711.DecodeALaw([code], pcm);
        Assert.Equal(sample, pcm[0]);
    }

    [Fact]
    public void Error_stays_within_half_a_step_of_the_segment()
    {
        var codes = new byte[AllSamples.Length];
        var back = new short[AllSamples.Length];
        G711.EncodeULaw(AllSamples, codes);
        G711.DecodeULaw(codes, back);
        AssertErrors(back, sample => ULawHalfStep(Math.Min(Math.Abs((int)sample), 32635)), largestMagnitude: 32635);
        G711.EncodeALaw(AllSamples, codes);
        G711.DecodeALaw(codes, back);
        AssertErrors(back, sample => ALawHalfStep(Math.Abs((int)sample)), largestMagnitude: 32767);
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, "PCMU", 0)]
    [InlineData(AudioCodec.Pcma, "PCMA", 8)]
    public void Codecs_have_the_facts_of_rfc_3551(AudioCodec codec, string name, int payloadType)
    {
        var facts = AudioCodecs.FactsOf(codec);
        Assert.Equal((name, payloadType, 8000, 8000, 8),
            (facts.Name, facts.StaticPayloadType, facts.RtpClockHz, facts.SampleRateHz, facts.BytesPerMillisecond));
        Assert.Equal(160, facts.Samples(20));
        Assert.Equal(160, facts.TimestampUnits(20));
        Assert.Equal(160, facts.SamplesInPayload(160));
        Assert.True(AudioCodecs.TryFind(name.ToLowerInvariant(), 8000, out var byName));
        Assert.True(AudioCodecs.TryFindStatic(payloadType, out var byType));
        Assert.Equal((codec, codec), (byName, byType));
        Assert.False(AudioCodecs.TryFind(name, 16000, out _));
        Assert.False(AudioCodecs.TryFindStatic(18, out _));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcma)]
    public void A_codec_decodes_what_it_encoded_and_stops_at_the_smaller_span(AudioCodec codec)
    {
        short[] pcm = [0, 8000, -8000, 123];
        var payload = new byte[3];
        var back = new short[4];
        Assert.Equal(3, default(AudioEncoder).Encode(codec, pcm, payload));
        Assert.Equal(3, default(AudioDecoder).Decode(codec, payload, back));
        Assert.InRange(back[1], 7700, 8300);
        Assert.InRange(back[2], -8300, -7700);
        Assert.Equal(2, default(AudioDecoder).Decode(codec, payload, back.AsSpan(0, 2)));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, 0xFF)]
    [InlineData(AudioCodec.Pcma, 0xD5)]
    public void Silence_is_encoded_as_the_quietest_code(AudioCodec codec, byte quietest)
    {
        var payload = new byte[1];
        default(AudioEncoder).Encode(codec, [0], payload);
        Assert.Equal(quietest, payload[0]);
    }

    private static void AssertErrors(short[] decoded, Func<short, int> halfStep, int largestMagnitude)
    {
        for (var i = 0; i < AllSamples.Length; i++)
        {
            if (Math.Abs((int)AllSamples[i]) <= largestMagnitude)
            {
                Assert.InRange(Math.Abs(decoded[i] - AllSamples[i]), 0, halfStep(AllSamples[i]));
            }
        }
    }

    // A step is 8 << segment for u-law (segment from the biased magnitude), 16 and then doubling for A-law; +4 and +1 for truncation.
    private static int ULawHalfStep(int magnitude) => (4 << (int)Math.Floor(Math.Log2(((magnitude / 4) + 33) / 32.0))) + 4;

    private static int ALawHalfStep(int magnitude) => magnitude < 512 ? 9 : (8 << ((int)Math.Floor(Math.Log2(magnitude / 256.0)) - 1)) * 2;
}
