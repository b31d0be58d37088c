using Undertone.Media.Codecs;

namespace Undertone.Media.Tests.Workers;

/// <summary>G.722 beside G.711: whom each ear hears, how loud, at which pitch, and that its stream is one.</summary>
public sealed class WidebandTests : IDisposable
{
    private const AudioCodec U = AudioCodec.Pcmu;
    private const AudioCodec A = AudioCodec.Pcma;
    private const AudioCodec Wide = AudioCodec.G722;
    private const short Loud = 6000;

    private readonly WorkerRig _rig = new();
    private TestLeg _agent = null!;
    private TestLeg _customer = null!;
    private TestLeg _supervisor = null!;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Between_two_wideband_phones_every_payload_is_passed_on_untouched()
    {
        Begin(Wide, Wide, Wide);
        _customer.Counter = 0;
        _rig.Plan((_agent, [_customer]));
        _rig.Run(400);
        Assert.Equal(20, _agent.Heard.Count);
        StreamAssert.IsGapless(_agent.Heard);
        StreamAssert.CountsOn(_agent.Heard);
    }

    [Theory]
    [InlineData(U)]
    [InlineData(A)]
    public void A_wideband_and_a_narrowband_phone_hear_each_other(AudioCodec narrow)
    {
        Begin(Wide, narrow, U);
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        _rig.Run(1000);
        AssertHears(_agent, _customer);
        AssertHears(_customer, _agent);
    }

    [Theory]
    [InlineData(Wide, Wide, U)]
    [InlineData(Wide, Wide, A)]
    [InlineData(Wide, Wide, Wide)]
    [InlineData(U, U, Wide)]
    [InlineData(A, U, Wide)]
    [InlineData(Wide, U, Wide)]
    [InlineData(Wide, U, U)]
    [InlineData(U, Wide, A)]
    public void In_every_mode_and_after_every_switch_each_ear_hears_exactly_who_is_planned(AudioCodec agent, AudioCodec customer, AudioCodec supervisor)
    {
        Begin(agent, customer, supervisor);
        (Action Plan, TestLeg[] Agent, TestLeg[] Customer)[] modes =
        [
            (Listen, [_customer], [_agent]),
            (Whisper, [_customer, _supervisor], [_agent]),
            (Barge, [_customer, _supervisor], [_agent, _supervisor]),
            (Listen, [_customer], [_agent]),
            (Barge, [_customer, _supervisor], [_agent, _supervisor]),
            (Whisper, [_customer, _supervisor], [_agent]),
            (Listen, [_customer], [_agent]),
        ];
        foreach (var mode in modes)
        {
            mode.Plan();
            _rig.Run(900);
            AssertHears(_agent, mode.Agent);
            AssertHears(_customer, mode.Customer);
            AssertHears(_supervisor, _agent, _customer);
        }
    }

    [Fact]
    public void A_wideband_supervisor_of_a_wideband_call_hears_what_is_above_4_kHz_and_a_narrowband_one_no_image_of_it()
    {
        Begin(Wide, Wide, Wide);
        var narrow = _rig.AddLeg(U, phase: 18, digitsAreCommands: true);
        (_agent.ToneHz, _customer.ToneHz) = (5000, 1000);
        _rig.Plan((_supervisor, [_agent, _customer]), (narrow, [_agent, _customer]));
        _rig.Run(1000);
        var heard = _supervisor.HeardSamples.AsSpan(^6400..);
        Assert.InRange(Tone.Decibels(Tone.Amplitude(heard, 5000, 16000), Loud), -1, 1);
        Assert.InRange(Tone.Amplitude(narrow.HeardSamples.AsSpan(^3200..), 3000, 8000), 0, Loud / 100);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(19)]
    public void Ten_switches_between_forward_and_mix_are_not_heard_in_the_voice(int offset)
    {
        Begin(Wide, Wide, U);
        _supervisor.Speaks = false;
        Listen();
        _rig.Run(500 + offset);
        for (var i = 0; i < 10; i++)
        {
            Whisper();
            _rig.Run(300 + (i * 7));
            Listen();
            _rig.Run(200 + (i * 3));
        }

        StreamAssert.IsGapless(_agent.Heard);
        AssertEvenLevel(_agent, skippedFrames: 10);
        Assert.Equal(_customer.PhaseMilliseconds, _agent.Heard[^1].SentAt / WorkerRig.Millisecond % 20);
    }

    [Fact]
    public void A_whisper_from_the_first_moment_on_goes_on_from_what_the_phone_has_decoded()
    {
        Begin(Wide, Wide, U);
        _supervisor.Speaks = false;
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        _rig.Run(1000);
        Whisper();
        _rig.Run(1000);
        StreamAssert.IsGapless(_agent.Heard);
        AssertEvenLevel(_agent, skippedFrames: 10);
    }

    [Theory]
    [InlineData(U, Wide)]
    [InlineData(Wide, A)]
    public void Another_codec_agreed_in_mid_call_changes_nobodys_stream_and_everybody_is_heard(AudioCodec first, AudioCodec then)
    {
        Begin(Wide, first, U);
        foreach (var mode in (Action[])[Listen, Whisper, Barge])
        {
            mode();
            _rig.Run(900);
            _rig.ChangeCodec(_customer, then);
            mode();
            _rig.Io.Sent.Clear();
            _rig.Run(900);
            AssertHears(_customer, mode == Barge ? [_agent, _supervisor] : [_agent]);
            AssertHears(_agent, mode == Listen ? [_customer] : [_customer, _supervisor]);
            AssertHears(_supervisor, _agent, _customer);
            _rig.ChangeCodec(_customer, first);
            _rig.Io.Sent.Clear();
        }
    }

    [Fact]
    public void A_codec_of_another_rate_before_its_plan_harms_nobody()
    {
        Begin(U, U, U);
        Barge();
        _rig.Run(500);
        _rig.ChangeCodec(_customer, Wide);
        _rig.Run(900);
        AssertHears(_agent, _customer, _supervisor);
        AssertHears(_customer, _agent, _supervisor);
    }

    [Fact]
    public void After_a_loss_the_decoder_runs_on_and_the_voice_is_back_with_the_next_packets()
    {
        Begin(Wide, U, U);
        _rig.Plan((_customer, [_agent]));
        _rig.Run(500);
        _agent.Speaks = false;
        _rig.Run(20);
        _agent.LosePacket();
        _agent.Speaks = true;
        _rig.Run(600);
        Assert.InRange(_rig.Counters(_customer).FramesConcealed, 1, 2);
        AssertHears(_customer, _agent);
    }

    [Fact]
    public void A_packet_out_of_order_spoils_nothing_that_comes_after_it()
    {
        Begin(Wide, U, U);
        _rig.Plan((_customer, [_agent]));
        _rig.Run(500);
        _agent.Speaks = false;
        var sequence = _agent.Sequence;
        var timestamp = _agent.Timestamp;
        byte[][] packets = [[.. Enumerable.Repeat((byte)0xFE, 160)], [.. Enumerable.Repeat((byte)0xFD, 160)]];
        foreach (var turn in (int[])[1, 0])
        {
            (_agent.Sequence, _agent.Timestamp) = ((ushort)(sequence + turn), timestamp + (uint)(160 * turn));
            _agent.SendPacket(packets[turn]);
            _rig.Run(5);
        }

        (_agent.Sequence, _agent.Timestamp) = ((ushort)(sequence + 2), timestamp + 320);
        _rig.Run(30);
        _agent.Speaks = true;
        _rig.Run(600);
        Assert.Equal(1, _rig.Counters(_agent).Reordered);
        AssertHears(_customer, _agent);
    }

    [Fact]
    public void Another_source_begins_with_a_fresh_decoder()
    {
        Begin(Wide, U, U);
        _rig.Plan((_customer, [_agent]));
        _rig.Run(500);
        _agent.Ssrc = 0x7777;
        _agent.Sequence += 5000;
        _agent.RestartEncoder();
        _rig.Run(600);
        AssertHears(_customer, _agent);
        Assert.Equal(1, _rig.Counters(_agent).SsrcChanges);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(60)]
    public void Packets_of_any_length_are_mixed_and_made(int milliseconds)
    {
        _agent = Add(Wide, 3, 700, milliseconds);
        _customer = Add(U, 9, 1100, 20);
        _supervisor = Add(Wide, 14, 1900, 20);
        _agent.PacketMilliseconds = milliseconds;
        Barge();
        _rig.Run(1500);
        AssertHears(_agent, milliseconds * 8, _customer, _supervisor);
        AssertHears(_customer, _agent, _supervisor);
        AssertHears(_supervisor, _agent, _customer);
    }

    [Fact]
    public void An_ear_whose_mouths_fall_silent_hears_silence()
    {
        Begin(U, Wide, Wide);
        Barge();
        _rig.Run(500);
        _agent.Speaks = _supervisor.Speaks = false;
        _rig.Run(500);
        StreamAssert.IsGapless(_customer.Heard);
        Assert.All(_customer.HeardSamples[^3200..], sample => Assert.InRange(sample, -8, 8));
    }

    private void Begin(AudioCodec agent, AudioCodec customer, AudioCodec supervisor)
    {
        _agent = Add(agent, 3, 700, 20);
        _customer = Add(customer, 9, 1100, 20);
        _supervisor = Add(supervisor, 14, 1900, 20);
    }

    private TestLeg Add(AudioCodec codec, int phase, int frequencyHz, int packetTime)
    {
        var leg = _rig.AddLeg(codec, phase, packetTime: packetTime);
        (leg.ToneHz, leg.Level, leg.Speaks) = (frequencyHz, Loud, true);
        return leg;
    }

    private void AssertHears(TestLeg ear, params TestLeg[] mouths) => AssertHears(ear, 160, mouths);

    /// <summary>In the last 200 ms: the tones of these mouths at their level and pitch, and of nobody else; and since it began, one stream.</summary>
    private void AssertHears(TestLeg ear, int units, params TestLeg[] mouths)
    {
        var sampleRateHz = AudioCodecs.FactsOf(ear.Remote.Codec).SampleRateHz;
        var packets = ear.Heard;
        var lately = packets.FindAll(packet => packet.SentAt > _rig.Now - (600 * WorkerRig.Millisecond));
        var heard = ear.Samples(lately).AsSpan(^(sampleRateHz / 5)..);
        foreach (var mouth in _rig.Legs)
        {
            var frequencyHz = mouth.ToneHz!.Value;
            var level = Tone.Decibels(Tone.Amplitude(heard, frequencyHz, sampleRateHz), Loud);
            if (mouths.Contains(mouth))
            {
                Assert.InRange(level, -1, 1);
                Assert.InRange(Tone.Frequency(heard, frequencyHz, sampleRateHz), frequencyHz - 1.0, frequencyHz + 1.0);
            }
            else
            {
                Assert.InRange(level, double.NegativeInfinity, -40);
            }
        }

        StreamAssert.IsGapless(packets, units);
    }

    /// <summary>Every 20 ms are as loud as the one mouth that is heard: no break and no click. (At a switch the phase steps by the 1.4 ms that coding takes.)</summary>
    private static void AssertEvenLevel(TestLeg ear, int skippedFrames)
    {
        var sampleRateHz = AudioCodecs.FactsOf(ear.Remote.Codec).SampleRateHz;
        var frame = sampleRateHz / 50;
        var heard = ear.HeardSamples;
        for (var at = skippedFrames * frame; at + frame <= heard.Length; at += frame)
        {
            var level = Tone.Decibels(Math.Sqrt(2 * heard.AsSpan(at, frame).ToArray().Average(sample => (double)sample * sample)), Loud);
            Assert.True(Math.Abs(level) < 3, $"{level:f1} dB after {at * 1000 / sampleRateHz} ms");
        }
    }

    private void Listen() => _rig.Plan((_agent, [_customer]), (_customer, [_agent]), (_supervisor, [_agent, _customer]));

    private void Whisper() => _rig.Plan((_agent, [_customer, _supervisor]), (_customer, [_agent]), (_supervisor, [_agent, _customer]));

    private void Barge() =>
        _rig.Plan((_agent, [_customer, _supervisor]), (_customer, [_agent, _supervisor]), (_supervisor, [_agent, _customer]));
}
