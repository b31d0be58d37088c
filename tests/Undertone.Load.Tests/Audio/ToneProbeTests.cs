using Undertone.Load.Audio;

namespace Undertone.Load.Tests.Audio;

public sealed class ToneProbeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tone_is_measured_by_its_peak_and_other_tones_are_not_in_it(bool isALaw)
    {
        var frame = new float[Frame.Samples];
        Frame.Decode(Frame.Encode(1000, isALaw), isALaw, frame);

        Assert.InRange(ToneProbe.For(1000).Amplitude(frame), Frame.ToneAmplitude * 0.98f, Frame.ToneAmplitude * 1.02f);
        Assert.InRange(ToneProbe.For(1050).Amplitude(frame), 0, Frame.ToneAmplitude * 0.02f);
        Assert.InRange(ToneProbe.For(2750).Amplitude(frame), 0, Frame.ToneAmplitude * 0.02f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(80)]
    [InlineData(147)]
    [InlineData(160)]
    public void The_place_where_one_tone_gives_way_to_another_is_found(int place)
    {
        var frame = new float[Frame.Samples];
        Frame.Decode(Splice(400, 1800, place), isALaw: false, frame);

        Assert.InRange(ToneProbe.For(400).FindChange(ToneProbe.For(1800), frame), place - 4, place + 4);
    }

    /// <summary>A frame of one tone up to a sample and of another from there on.</summary>
    internal static byte[] Splice(int firstHz, int secondHz, int place)
        => [.. Frame.Encode(firstHz, false).Take(place), .. Frame.Encode(secondHz, false).Skip(place)];
}
