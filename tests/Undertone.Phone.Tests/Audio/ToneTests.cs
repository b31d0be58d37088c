using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class ToneTests
{
    [Theory]
    [InlineData(200, -12)]
    [InlineData(1000, 0)]
    [InlineData(3400, -30)]
    public void A_Tone_Has_Its_Level(int frequencyHz, double levelDbm0) =>
        Assert.Equal(levelDbm0, Goertzel.LevelDbm0(Sounds.Tone(frequencyHz, 400, levelDbm0), frequencyHz), 0.2);

    [Fact]
    public void Five_Milliseconds_Separate_All_Tones()
    {
        for (var sounding = 200; sounding <= 3400; sounding += 200)
        {
            var window = Sounds.Tone(sounding, ToneSource.PeriodSamples, 0);
            for (var searched = 200; searched <= 3400; searched += 200)
            {
                var level = Goertzel.LevelDbm0(window, searched);
                Assert.True(searched == sounding ? level > -0.2 : level < -75, $"{searched} Hz in {sounding} Hz: {level} dBm0");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(440)]
    [InlineData(3600)]
    public void Tones_That_A_Window_Cannot_Separate_Are_Refused(int frequencyHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ToneSource(frequencyHz));

    [Fact]
    public void A_Tone_Is_Switched_At_The_Exact_Sample()
    {
        var tone = new ToneSource(1000);
        tone.Switch(false);
        tone.SwitchAt(37, true);
        tone.SwitchAt(203, false);
        var sound = new short[320];
        tone.Read(sound.AsSpan(0, 160));
        tone.Read(sound.AsSpan(160));
        Assert.All(sound[..37], s => Assert.Equal(0, s));
        Assert.Equal(Sounds.Tone(1000, 320)[37..203], sound[37..203]);
        Assert.All(sound[203..], s => Assert.Equal(0, s));
        Assert.Equal(320, tone.Position);
    }

    [Fact]
    public void A_Switch_In_The_Past_Works_At_Once()
    {
        var tone = new ToneSource(1000);
        tone.Read(new short[100]);
        tone.SwitchAt(50, false);
        var sound = new short[10];
        tone.Read(sound);
        Assert.All(sound, s => Assert.Equal(0, s));
    }

    [Fact]
    public void The_Meter_Tells_The_Tones_Of_A_Mix_Through_G711()
    {
        var meter = new ToneMeter(400, 600, 1000, 1400);
        var levels = meter.Measure(Sounds.ThroughMuLaw(Sounds.Mix(Sounds.Tone(400, 1600), Sounds.Tone(1000, 1600))));
        Assert.Equal(
            [TonePresence.Present, TonePresence.Absent, TonePresence.Present, TonePresence.Absent], levels.Select(l => l.Presence));
        Assert.Equal(-12, levels[0].LevelDbm0, 0.5);
    }

    [Fact]
    public void One_Lost_Packet_Neither_Hides_Nor_Invents_A_Tone()
    {
        var sound = Sounds.Tone(600, 1600);
        sound.AsSpan(800, 160).Clear();
        sound.AsSpan(370, 90).Clear();
        Assert.Equal([TonePresence.Present, TonePresence.Absent], new ToneMeter(600, 800).Measure(sound).Select(l => l.Presence));
    }

    [Fact]
    public void A_Tone_Of_One_Packet_Is_Found_Among_Others()
    {
        var sound = Sounds.Tone(600, 1600);
        Sounds.Mix(Sounds.Tone(600, 160), Sounds.Tone(1000, 160)).CopyTo(sound, 800);
        var meter = new ToneMeter(600, 1000, 1400);
        Assert.Equal(TonePresence.Absent, meter.Measure(sound)[1].Presence);
        Assert.Equal(
            [TonePresence.Present, TonePresence.Present, TonePresence.Absent], meter.MeasureLoudest(sound).Select(l => l.Presence));
    }

    [Theory]
    [InlineData(-12, TonePresence.Present)]
    [InlineData(-29.5, TonePresence.Present)]
    [InlineData(-40, TonePresence.Unclear)]
    [InlineData(-50, TonePresence.Absent)]
    public void A_Faint_Tone_Is_Neither_Present_Nor_Absent(double levelDbm0, TonePresence expected) =>
        Assert.Equal(expected, new ToneMeter(600).Measure(Sounds.Tone(600, 1600, levelDbm0))[0].Presence);

    [Fact]
    public void Nothing_Heard_Is_Absent() => Assert.Equal(TonePresence.Absent, new ToneMeter(600).Measure(new short[100])[0].Presence);

    [Theory]
    [MemberData(nameof(Onsets))]
    public void The_Onset_Of_A_Tone_Is_Found_Within_One_Millisecond(int frequencyHz, int onset)
    {
        var tone = Sounds.Tone(frequencyHz, 2000);
        tone.AsSpan(0, onset).Clear();
        var other = Sounds.Tone(frequencyHz == 1800 ? 2200 : 1800, 2000);
        foreach (var sound in new[] { tone, Sounds.ThroughMuLaw(tone), Sounds.ThroughMuLaw(Sounds.Mix(tone, other)) })
        {
            Assert.InRange(ToneOnset.Find(sound, frequencyHz)!.Value, onset - 7, onset + 7);
        }
    }

    public static TheoryData<int, int> Onsets
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var frequencyHz in new[] { 400, 600, 1000, 1800, 3000 })
            {
                foreach (var onset in new[] { 60, 333, 800, 1001, 1717 })
                {
                    data.Add(frequencyHz, onset);
                }
            }

            return data;
        }
    }

    [Fact]
    public void There_Is_No_Onset_In_Silence_Nor_In_An_Unbroken_Tone()
    {
        Assert.Null(ToneOnset.Find(new short[2000], 600));
        Assert.Null(ToneOnset.Find(Sounds.Tone(600, 2000), 600));
        Assert.Null(ToneOnset.Find(Sounds.Tone(800, 2000), 600));
        Assert.Null(ToneOnset.Find(new short[10], 600));
    }
}
