using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class LatencyProbeTests
{
    private readonly EarRecording _ear = new(TimeSpan.FromSeconds(5));

    private static short[] SilenceThenTone(int onset)
    {
        var sound = Sounds.Tone(1000, 8000);
        sound.AsSpan(0, onset).Clear();
        return sound;
    }

    [Theory]
    [InlineData(1600, 0.1)]
    [InlineData(1677, 3.5)]
    [InlineData(1759, 25)]
    public void A_Stream_Passed_On_Untouched_Has_The_Delay_Of_Its_Packets(int onset, double delayMs)
    {
        var start = Sounds.Ticks(1000);
        Sounds.Hear(_ear, SilenceThenTone(onset), start + Sounds.Ticks(delayMs));
        var sent = start + Sounds.Ticks(20 * (onset / 160));
        Assert.Equal(delayMs, LatencyProbe.Measure(new MouthOnset(sent, onset % 160, 1000), _ear)!.Value.TotalMilliseconds, 1.0);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(33)]
    public void Sound_That_Is_Cut_Into_Other_Packets_Is_Measured_By_Its_Samples(int shift)
    {
        // The mouth's first sample of sound leaves at 1,200 ms in front of its packet; the server lays it "shift" samples into its own.
        Sounds.Hear(_ear, SilenceThenTone(1600 + shift), Sounds.Ticks(1000));
        var latency = LatencyProbe.Measure(new MouthOnset(Sounds.Ticks(1200), 0, 1000), _ear);
        Assert.Equal(shift / 8.0, latency!.Value.TotalMilliseconds, 1.0);
    }

    [Fact]
    public void An_Ear_That_Heard_Nothing_Before_Hears_The_Onset_In_Its_First_Packet()
    {
        Sounds.Hear(_ear, Sounds.Tone(1000, 3200), Sounds.Ticks(1005));
        Assert.Equal(5, LatencyProbe.Measure(new MouthOnset(Sounds.Ticks(1000), 0, 1000), _ear)!.Value.TotalMilliseconds, 1.0);
    }

    [Fact]
    public void What_Is_Not_Heard_Has_No_Latency()
    {
        var onset = new MouthOnset(Sounds.Ticks(1000), 0, 1000);
        Assert.Null(LatencyProbe.Measure(onset, _ear));
        Sounds.Hear(_ear, Sounds.Tone(600, 8000), Sounds.Ticks(1000));
        Assert.Null(LatencyProbe.Measure(onset, _ear));
    }
}
