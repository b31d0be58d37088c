using Undertone.Media.Codecs;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class PlanChangeTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;
    private readonly TestLeg _supervisor;

    public PlanChangeTests()
    {
        _agent = _rig.AddLeg(phase: 3);
        _customer = _rig.AddLeg(phase: 9);
        _supervisor = _rig.AddLeg(phase: 14, digitsAreCommands: true);
    }

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(19)]
    public void Ten_switches_between_forward_and_mix_leave_one_stream_with_nothing_lost_and_nothing_twice(int offset)
    {
        _agent.Speaks = _customer.Speaks = true;
        _customer.Counter = 0;
        Listen();
        _rig.Run(200 + offset);
        for (var i = 0; i < 10; i++)
        {
            Whisper();
            _rig.Run(300 + (i * 7));
            Listen();
            _rig.Run(200 + (i * 3));
        }

        var heard = _agent.Heard;
        Assert.InRange(heard.Count, 250, 400);
        StreamAssert.IsGapless(heard);
        StreamAssert.CountsOn(heard);
    }

    [Fact]
    public void A_forwarded_stream_is_as_it_was_after_the_mix_has_ended()
    {
        _customer.Speaks = true;
        Whisper();
        _rig.Run(200);
        Listen();
        _rig.Run(100);
        Assert.Equal(9, _agent.Heard[^1].SentAt / WorkerRig.Millisecond % 20);
    }

    [Fact]
    public void In_listen_whisper_and_barge_each_ear_hears_exactly_who_is_planned()
    {
        (_agent.Level, _customer.Level, _supervisor.Level) = (1000, 3000, 9000);
        _agent.Speaks = _customer.Speaks = _supervisor.Speaks = true;
        (Action Plan, int Agent, int Customer)[] modes =
        [
            (Listen, 3000, 1000),
            (Whisper, 12000, 1000),
            (Barge, 12000, 10000),
            (Listen, 3000, 1000),
            (Barge, 12000, 10000),
            (Whisper, 12000, 1000),
            (Listen, 3000, 1000),
        ];
        foreach (var mode in modes)
        {
            mode.Plan();
            _rig.Run(100);
            _rig.Io.Sent.Clear();
            _rig.Run(400);
            AssertLevel(_agent, mode.Agent);
            AssertLevel(_customer, mode.Customer);
            AssertLevel(_supervisor, 4000);
        }
    }

    [Fact]
    public void Nothing_that_the_supervisor_said_before_a_switch_is_heard_after_it()
    {
        _agent.Speaks = _customer.Speaks = _supervisor.Speaks = true;
        for (var offset = 0; offset < 20; offset++)
        {
            _supervisor.Level = 9000;
            Listen();
            _rig.Run(200);
            Whisper();
            _rig.Run(301);
            _supervisor.Level = 0;
            Barge();
            _rig.Run(200);
        }

        Assert.All(_customer.HeardSamples, sample => Assert.InRange(sample, -100, 100));
    }

    [Fact]
    public void After_a_stall_what_a_mix_has_not_played_is_passed_on_without_a_jump_in_time()
    {
        _customer.Speaks = true;
        _customer.Counter = 0;
        Whisper();
        _rig.Run(300);
        for (var i = 0; i < 6; i++)
        {
            _customer.Speak();
        }

        _rig.Stall(120);
        Assert.Equal(1, _rig.Worker.Overruns);
        Listen();
        _rig.Run(200);
        StreamAssert.IsGapless(_agent.Heard);
        Assert.All(_agent.Heard, packet => Assert.False(packet.Header.Marker));
    }

    [Fact]
    public void A_real_pause_sends_nothing_and_time_goes_on_with_a_marker_after_it()
    {
        _customer.Speaks = true;
        Listen();
        _rig.Run(100);
        _rig.Plan();
        _rig.Run(1000);
        var before = _agent.Heard;
        Listen();
        _rig.Run(100);
        var heard = _agent.Heard;
        Assert.Equal(5, before.Count);
        Assert.Equal(10, heard.Count);
        Assert.Equal((ushort)(before[^1].Header.SequenceNumber + 1), heard[5].Header.SequenceNumber);
        Assert.Equal(160u + 8000u, heard[5].Header.Timestamp - before[^1].Header.Timestamp);
        Assert.True(heard[5].Header.Marker);
        Assert.False(heard[6].Header.Marker);
        Assert.Equal(before[0].Header.Ssrc, heard[^1].Header.Ssrc);
    }

    [Fact]
    public void A_pause_before_a_mix_is_a_pause_too()
    {
        _customer.Speaks = true;
        Listen();
        _rig.Run(100);
        _rig.Plan();
        _rig.Run(1000);
        Whisper();
        _rig.Run(100);
        var heard = _agent.Heard;
        Assert.True(heard[5].Header.Marker);
        Assert.InRange(heard[5].Header.Timestamp - heard[4].Header.Timestamp, 8000u, 8480u);
        StreamAssert.IsGapless(heard[5..]);
    }

    [Fact]
    public void A_plan_is_acknowledged_once_with_the_tick_at_which_it_took_effect()
    {
        _rig.Run(50);
        var tick = _rig.Worker.Tick;
        Listen();
        _rig.Turn();
        var news = Assert.Single(_rig.Events, news => news.Kind == EventKind.PlanApplied);
        Assert.InRange(news.Value, tick, tick + 1);
    }

    [Fact]
    public void Of_two_plans_in_one_turn_the_later_one_wins()
    {
        _supervisor.Speaks = true;
        _supervisor.Level = 9000;
        Barge();
        Listen();
        _rig.Run(300);
        Assert.Empty(_customer.Heard);
    }

    [Fact]
    public void A_plan_that_names_a_former_leg_in_the_same_place_reaches_nobody()
    {
        var stale = _rig.Compile((_supervisor, [_agent]), (_agent, [_supervisor]));
        _rig.Post(new WorkerCommand(CommandKind.RemoveLeg, _supervisor.Place));
        _rig.Turn();
        _rig.Legs.RemoveAt(2);
        Assert.True(_rig.Worker.HasCountersOf(_supervisor.Place));
        var stranger = _rig.AddLeg(generation: 2);
        stranger.Speaks = _agent.Speaks = true;
        _rig.Post(new WorkerCommand(CommandKind.SetPlan, default, stale));
        _rig.Run(200);
        Assert.False(_rig.Worker.HasCountersOf(_supervisor.Place));
        Assert.True(_rig.Worker.HasCountersOf(stranger.Place));
        Assert.Empty(stranger.Heard);
        Assert.Empty(_agent.Heard);
        Assert.True(_rig.Worker.StaleCommands > 0);
    }

    [Fact]
    public void Late_commands_for_a_removed_leg_are_refused_and_counted()
    {
        _rig.Post(new WorkerCommand(CommandKind.RemoveLeg, _supervisor.Place));
        _rig.Post(new WorkerCommand(CommandKind.SendDigit, _supervisor.Place, Code: 1, Units: 800));
        _rig.Post(new WorkerCommand(CommandKind.RemoveLeg, _supervisor.Place));
        _rig.Configure(_supervisor);
        _rig.Run(10);
        Assert.Equal(3, _rig.Worker.StaleCommands);
        Assert.Equal(2, _rig.Worker.ActiveLegs);
        Assert.Single(_rig.Events, news => news.Kind == EventKind.LegRemoved);
        Assert.False(_rig.Io.IsAttached(_supervisor.RtpSlot));
    }

    [Fact]
    public void When_a_mixed_mouth_is_removed_the_others_go_on()
    {
        _customer.Speaks = _supervisor.Speaks = true;
        (_customer.Level, _supervisor.Level) = (3000, 9000);
        Whisper();
        _rig.Run(200);
        _supervisor.Speaks = false;
        _rig.Post(new WorkerCommand(CommandKind.RemoveLeg, _supervisor.Place));
        _rig.Run(40);
        _rig.Io.Sent.Clear();
        _rig.Run(200);
        AssertLevel(_agent, 3000);
    }

    [Fact]
    public void The_same_voice_goes_on_when_another_codec_is_agreed_in_mid_call()
    {
        _customer.Speaks = true;
        _customer.Level = 3000;
        Whisper();
        _rig.Run(200);
        _agent.Remote = _agent.Remote with { Codec = AudioCodec.Pcma, SendPayloadType = 8, ReceivePayloadType = 8 };
        _rig.Configure(_agent);
        _rig.Io.Sent.Clear();
        _rig.Run(200);
        AssertLevel(_agent, 3000);
        StreamAssert.IsGapless(_agent.Heard);
    }

    private static void AssertLevel(TestLeg ear, int level)
    {
        var samples = ear.HeardSamples;
        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.InRange(sample, level - (level / 25) - 10, level + (level / 25) + 10));
    }

    private void Listen() => _rig.Plan((_agent, [_customer]), (_customer, [_agent]), (_supervisor, [_agent, _customer]));

    private void Whisper() => _rig.Plan((_agent, [_customer, _supervisor]), (_customer, [_agent]), (_supervisor, [_agent, _customer]));

    private void Barge() =>
        _rig.Plan((_agent, [_customer, _supervisor]), (_customer, [_agent, _supervisor]), (_supervisor, [_agent, _customer]));
}
