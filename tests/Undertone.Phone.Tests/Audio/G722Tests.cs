using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class G722Tests
{
    [Theory]
    [InlineData(200, -12)]
    [InlineData(1000, -12)]
    [InlineData(1000, -30)]
    [InlineData(2600, -3)]
    [InlineData(3400, -12)]
    public void A_Tone_Is_Heard_With_Its_Level_And_Without_Others(int frequencyHz, double levelDbm0)
    {
        var heard = RoundTrip(frequencyHz, levelDbm0);
        var levels = new ToneMeter(frequencyHz, frequencyHz == 1800 ? 600 : 1800).Measure(heard.AsSpan(1600));
        Assert.InRange(levels[0].LevelDbm0, levelDbm0 - 0.5, levelDbm0 + 0.5);
        Assert.Equal(TonePresence.Absent, levels[1].Presence);
    }

    [Fact]
    public void Silence_Is_What_Every_Encoder_Makes_Of_It_And_Is_Heard_As_Silence()
    {
        var payload = new byte[16];
        new G722Stream().Encode(new short[16], payload);
        Assert.All(payload, code => Assert.Equal(0xFA, code));
        var heard = new short[16];
        new G722Stream().Decode(payload, heard);
        Assert.All(heard, sample => Assert.InRange(sample, -4, 4));
    }

    [Fact]
    public void A_Stream_That_Begins_Anew_Or_Changes_Its_Codec_Remembers_Nothing()
    {
        var (stream, tone, first, again) = (new SpeechStream(), new short[160], new byte[160], new byte[160]);
        new ToneSource(1000).Read(tone);
        stream.Encode(PhoneCodec.G722, tone, first);
        stream.Encode(PhoneCodec.G722, tone, again);
        Assert.NotEqual(first, again);
        stream.Encode(PhoneCodec.Pcmu, tone, again);
        stream.Encode(PhoneCodec.G722, tone, again);
        Assert.Equal(first, again);
        stream.Restart();
        stream.Encode(PhoneCodec.G722, tone, again);
        Assert.Equal(first, again);
    }

    private static short[] RoundTrip(int frequencyHz, double levelDbm0)
    {
        var (said, payload, heard) = (new short[8000], new byte[8000], new short[8000]);
        new ToneSource(frequencyHz, levelDbm0).Read(said);
        new G722Stream().Encode(said, payload);
        new G722Stream().Decode(payload, heard);
        return heard;
    }
}
