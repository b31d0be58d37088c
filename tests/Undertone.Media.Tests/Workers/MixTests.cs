using Undertone.Media.Codecs;

namespace Undertone.Media.Tests.Workers;

public sealed class MixTests : IDisposable
{
    private readonly WorkerRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_mix_with_silent_mouths_still_sends_a_frame_every_20_ms()
    {
        var (ear, first, second) = (_rig.AddLeg(), _rig.AddLeg(), _rig.AddLeg());
        _rig.Plan((ear, [first, second]));
        _rig.Run(1000);
        Assert.Equal(50, ear.Heard.Count);
        StreamAssert.IsGapless(ear.Heard);
        Assert.All(ear.HeardSamples, sample => Assert.Equal(0, sample));
        Assert.All(ear.Heard.Zip(ear.Heard.Skip(1)), pair => Assert.Equal(20 * WorkerRig.Millisecond, pair.Second.SentAt - pair.First.SentAt));
    }

    [Fact]
    public void A_whisper_is_heard_although_the_other_party_sends_nothing()
    {
        var (agent, customer, supervisor) = (_rig.AddLeg(), _rig.AddLeg(), _rig.AddLeg());
        supervisor.Speaks = true;
        supervisor.Level = 5000;
        _rig.Plan((agent, [customer, supervisor]), (customer, [agent]));
        _rig.Run(100);
        _rig.Io.Sent.Clear();
        _rig.Run(500);
        Assert.All(agent.HeardSamples, sample => Assert.InRange(sample, 4850, 5150));
        Assert.Empty(customer.Heard);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(16)]
    [InlineData(19)]
    public void The_tick_of_an_ear_follows_the_packets_of_its_mouths_by_2_to_7_ms(int phase)
    {
        var ear = _rig.AddLeg();
        var (first, second) = (_rig.AddLeg(phase: phase), _rig.AddLeg(phase: phase));
        first.Speaks = second.Speaks = true;
        _rig.Run(100);
        _rig.Plan((ear, [first, second]));
        _rig.Run(200);
        Assert.All(ear.Heard, packet => Assert.InRange((packet.SentAt / WorkerRig.Millisecond % 20 - phase + 20) % 20, 2, 7));
        Assert.Equal(0, _rig.Counters(ear).FramesConcealed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(18)]
    public void An_ear_that_mixed_before_anybody_spoke_follows_the_first_mouth_that_does(int phase)
    {
        var (ear, mouth, other) = (_rig.AddLeg(), _rig.AddLeg(phase: phase), _rig.AddLeg());
        _rig.Plan((ear, [mouth, other]));
        _rig.Run(100);
        mouth.Speaks = true;
        _rig.Run(40);
        var before = ear.Heard.Count;
        _rig.Run(200);
        Assert.All(ear.Heard.Skip(before), packet => Assert.InRange((packet.SentAt / WorkerRig.Millisecond % 20 - phase + 20) % 20, 2, 7));
        StreamAssert.IsGapless(ear.Heard);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(18)]
    public void The_first_frame_of_a_mix_after_a_forward_is_neither_early_nor_empty(int switchAt)
    {
        var (agent, customer, supervisor) = (_rig.AddLeg(), _rig.AddLeg(phase: 5), _rig.AddLeg());
        customer.Speaks = true;
        customer.Level = 3000;
        _rig.Plan((agent, [customer]));
        _rig.Run(100 + switchAt);
        var lastForwarded = agent.Heard[^1].SentAt;
        _rig.Io.Sent.Clear();
        _rig.Plan((agent, [customer, supervisor]));
        _rig.Run(200);
        Assert.InRange(agent.Heard[0].SentAt - lastForwarded, 20 * WorkerRig.Millisecond, 27 * WorkerRig.Millisecond);
        Assert.All(agent.HeardSamples, sample => Assert.InRange(sample, 2900, 3100));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu, AudioCodec.Pcma)]
    [InlineData(AudioCodec.Pcma, AudioCodec.Pcmu)]
    public void One_mouth_with_another_codec_is_decoded_and_encoded(AudioCodec mouthCodec, AudioCodec earCodec)
    {
        var (ear, mouth) = (_rig.AddLeg(earCodec), _rig.AddLeg(mouthCodec));
        mouth.Speaks = true;
        mouth.Level = 4000;
        _rig.Run(60);
        _rig.Plan((ear, [mouth]));
        _rig.Run(60);
        _rig.Io.Sent.Clear();
        _rig.Run(200);
        Assert.All(ear.HeardSamples, sample => Assert.InRange(sample, 3850, 4150));
    }

    [Fact]
    public void Eight_mouths_are_added_and_clamped_once()
    {
        var ear = _rig.AddLeg();
        var mouths = Enumerable.Range(0, 8).Select(_ => _rig.AddLeg()).ToArray();
        for (var i = 0; i < mouths.Length; i++)
        {
            mouths[i].Speaks = true;
            mouths[i].Level = (short)(i < 4 ? 12000 : -11000);
        }

        _rig.Plan((ear, mouths));
        _rig.Run(100);
        _rig.Io.Sent.Clear();
        _rig.Run(100);
        Assert.All(ear.HeardSamples, sample => Assert.InRange(sample, 3000, 5000));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    [InlineData(60)]
    public void An_ear_gets_packets_of_the_length_it_asked_for(int milliseconds)
    {
        var (ear, mouth) = (_rig.AddLeg(packetTime: milliseconds), _rig.AddLeg());
        mouth.Speaks = true;
        mouth.Level = 3000;
        _rig.Run(100);
        _rig.Plan((ear, [mouth]));
        _rig.Run(1200);
        Assert.All(ear.Heard, packet => Assert.Equal(milliseconds * 8, packet.Header.PayloadLength));
        StreamAssert.IsGapless(ear.Heard, milliseconds * 8);
        Assert.InRange(ear.Heard.Count, (1200 / milliseconds) - 3, 1200 / milliseconds);
        Assert.All(ear.HeardSamples[1000..], sample => Assert.InRange(sample, 2900, 3100));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public void A_mouth_may_send_packets_of_any_usual_length(int milliseconds)
    {
        var (ear, mouth, other) = (_rig.AddLeg(), _rig.AddLeg(), _rig.AddLeg());
        mouth.Speaks = true;
        mouth.PacketMilliseconds = milliseconds;
        mouth.Level = 3000;
        _rig.Plan((ear, [mouth, other]));
        _rig.Run(1000);
        _rig.Io.Sent.Clear();
        _rig.Run(1000);
        StreamAssert.IsGapless(ear.Heard);
        Assert.All(ear.HeardSamples, sample => Assert.InRange(sample, 2900, 3100));
    }

    [Fact]
    public void What_is_left_of_a_long_packet_is_sent_when_the_mix_ends()
    {
        var (ear, mouth) = (_rig.AddLeg(packetTime: 60), _rig.AddLeg());
        mouth.Speaks = true;
        _rig.Plan((ear, [mouth]));
        _rig.Run(95);
        _rig.Plan();
        _rig.Run(100);
        Assert.Equal(480, ear.Heard[0].Header.PayloadLength);
        Assert.InRange(ear.Heard[^1].Header.PayloadLength, 160, 320);
        Assert.Equal(ear.Heard[^2].Header.Timestamp + 480, ear.Heard[^1].Header.Timestamp);
    }

    [Fact]
    public void A_short_stall_is_made_up_for_and_a_long_one_given_up()
    {
        var (ear, mouth, other) = (_rig.AddLeg(), _rig.AddLeg(), _rig.AddLeg());
        _rig.Plan((ear, [mouth, other]));
        _rig.Run(100);
        var before = ear.Heard.Count;
        _rig.Stall(15);
        _rig.Run(85);
        Assert.Equal(5, ear.Heard.Count - before);
        Assert.Equal(0, _rig.Worker.Overruns);
        before = ear.Heard.Count;
        _rig.Stall(1000);
        Assert.Equal(1, ear.Heard.Count - before);
        Assert.Equal(1, _rig.Worker.Overruns);
        _rig.Run(100);
        var heard = ear.Heard;
        StreamAssert.IsGapless(heard[..(before + 1)]);
        StreamAssert.IsGapless(heard[(before + 1)..]);
        Assert.Equal((ushort)(heard[before].Header.SequenceNumber + 1), heard[before + 1].Header.SequenceNumber);
        Assert.InRange(heard[before + 1].Header.Timestamp - heard[before].Header.Timestamp, 960u * 8, 1020u * 8);
        Assert.True(heard[before + 1].Header.Marker);
    }

    [Fact]
    public void A_late_packet_is_concealed_and_counted_and_the_stream_goes_on()
    {
        var (ear, mouth, other) = (_rig.AddLeg(), _rig.AddLeg(), _rig.AddLeg());
        mouth.Speaks = true;
        mouth.Level = 3000;
        _rig.Plan((ear, [mouth, other]));
        _rig.Run(500);
        mouth.Speaks = false;
        _rig.Run(20);
        mouth.LosePacket();
        mouth.Speaks = true;
        _rig.Run(500);
        StreamAssert.IsGapless(ear.Heard);
        Assert.InRange(_rig.Counters(ear).FramesConcealed, 1, 2);
        Assert.Equal(1, _rig.Counters(mouth).PacketsLost);
    }
}
