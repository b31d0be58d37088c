using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests.Audio;

public sealed class EarRecordingTests
{
    private readonly EarRecording _ear = new(TimeSpan.FromSeconds(2));

    [Fact]
    public void Sound_Is_Laid_Out_By_Time_Stamp_Whatever_The_Order_Of_Arrival()
    {
        var sound = Sounds.ThroughMuLaw(Sounds.Tone(600, 640));
        foreach (var i in new[] { 0, 2, 1, 3 })
        {
            _ear.Add(Sounds.Packet((ushort)i, 5000 + (uint)(160 * i), sound.AsSpan(160 * i, 160)), i, 0, PhoneCodec.Pcmu);
        }

        Assert.Equal(sound, _ear.Read(0, 640));
        Assert.Equal([0, 320, 160, 480], _ear.Packets().Select(p => p.FirstSample));
        Assert.Equal((640, 4, 0), (_ear.EndSample, _ear.PacketCount, _ear.Jumps));
    }

    [Fact]
    public void What_Never_Came_Is_Silence()
    {
        var sound = Sounds.ThroughMuLaw(Sounds.Tone(600, 160));
        _ear.Add(Sounds.Packet(0, 0, sound), 0, 0, PhoneCodec.Pcmu);
        _ear.Add(Sounds.Packet(2, 320, sound), 0, 0, PhoneCodec.Pcmu);
        Assert.Equal([.. sound, .. new short[160], .. sound], _ear.Read(0, 480));
    }

    [Fact]
    public void Time_Stamps_Wrap_Around()
    {
        var sound = Sounds.ThroughMuLaw(Sounds.Tone(600, 320));
        _ear.Add(Sounds.Packet(65535, uint.MaxValue - 59, sound.AsSpan(0, 160)), 0, 0, PhoneCodec.Pcmu);
        _ear.Add(Sounds.Packet(0, 100, sound.AsSpan(160)), 0, 0, PhoneCodec.Pcmu);
        Assert.Equal(sound, _ear.Read(0, 320));
    }

    [Theory]
    [InlineData(2u, 320u)]
    [InlineData(1u, 900_000u)]
    public void A_New_Source_Or_A_Jump_In_Time_Follows_Directly_And_Is_Counted(uint ssrc, uint timestamp)
    {
        var sound = Sounds.Tone(600, 160);
        _ear.Add(Sounds.Packet(0, 0, sound), 0, 0, PhoneCodec.Pcmu);
        var packet = _ear.Add(Sounds.Packet(7, timestamp, sound, ssrc), 0, 0, PhoneCodec.Pcmu);
        Assert.Equal((160, 320, 1), (packet!.FirstSample, _ear.EndSample, _ear.Jumps));
    }

    [Theory]
    [InlineData(1500)]
    [InlineData(3_600_000)]
    public void A_Stream_That_Pauses_And_Goes_On_Does_Not_Jump(int pauseMs)
    {
        var sound = Sounds.ThroughMuLaw(Sounds.Tone(600, 160));
        _ear.Add(Sounds.Packet(0, 0, sound), 0, 0, PhoneCodec.Pcmu);
        var packet = _ear.Add(Sounds.Packet(1, (uint)(8 * pauseMs), sound), Sounds.Ticks(pauseMs + 300), 0, PhoneCodec.Pcmu);
        Assert.Equal((8L * pauseMs, 0), (packet!.FirstSample, _ear.Jumps));
        Assert.Equal([.. new short[160], .. sound], _ear.Read(packet.FirstSample - 160, 320));
    }

    [Fact]
    public void Memory_Is_Bounded_And_Keeps_The_Latest()
    {
        var sound = Sounds.ThroughMuLaw(Sounds.Tone(600, 8000 * 5));
        Sounds.Hear(_ear, sound);
        Assert.Equal(sound[^16000..], _ear.Latest(TimeSpan.FromSeconds(10)));
        Assert.Equal(250, _ear.PacketCount);
        Assert.Equal(200, _ear.Packets().Count);
        Assert.Equal(249, _ear.Packets()[^1].Sequence);
        Assert.Equal(3, _ear.PacketsFrom(247).Count);
        Assert.All(_ear.Read(0, 100), s => Assert.Equal(0, s));
    }

    [Fact]
    public void Strangers_Are_Counted_And_Not_Heard()
    {
        foreach (var datagram in new byte[][]
        {
            [], [0x80], new byte[12], Sounds.Packet(0, 0, new short[160], payloadType: 8), [0x9F, 0, .. new byte[10]], [0xA0, .. new byte[10], 200],
        })
        {
            Assert.Null(_ear.Add(datagram, 0, 0, PhoneCodec.Pcmu));
        }

        Assert.Equal((6, 0, 0), (_ear.Strangers, _ear.PacketCount, _ear.EndSample));
    }

    [Fact]
    public void Events_Are_Kept_But_Make_No_Sound()
    {
        var packet = _ear.Add(Sounds.Packet(0, 0, new short[4], payloadType: 101), 0, 0, PhoneCodec.Pcmu, 101);
        Assert.Equal(-1, packet!.FirstSample);
        Assert.Equal((1, 0), (_ear.PacketCount, _ear.EndSample));
    }

    [Fact]
    public void Extension_Csrc_And_Padding_Are_Skipped()
    {
        byte[] packet = [0xB1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, /* CSRC */ 9, 9, 9, 9, /* extension */ 0, 0, 0, 1, 7, 7, 7, 7, 0x55, 0x66, /* padding */ 0, 2];
        Assert.Equal([0x55, 0x66], _ear.Add(packet, 0, 0, PhoneCodec.Pcmu)!.Payload);
    }

    [Fact]
    public void An_Ear_That_Gets_No_Packets_Hears_Silence()
    {
        Sounds.Hear(_ear, Sounds.Tone(600, 1600));
        Assert.Contains(_ear.LatestAsHeard(0, Sounds.Ticks(200)), s => s != 0);
        var later = _ear.LatestAsHeard(Sounds.Ticks(300), Sounds.Ticks(500));
        Assert.Equal(1600, later.Length);
        Assert.All(later, s => Assert.Equal(0, s));
    }

    [Fact]
    public async Task Waiting_For_Packets_That_Do_Not_Come_Ends_With_A_Reason()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => _ear.WaitForPacketsAsync(3, TimeSpan.FromMilliseconds(20)));
        Assert.Contains("3 RTP packets (0 came)", failure.Message, StringComparison.Ordinal);
    }
}
