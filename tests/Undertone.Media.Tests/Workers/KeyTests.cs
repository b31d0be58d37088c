using Undertone.Media.Rtp;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class KeyTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;
    private readonly TestLeg _supervisor;

    public KeyTests()
    {
        _agent = _rig.AddLeg();
        _customer = _rig.AddLeg(phase: 5);
        _supervisor = _rig.AddLeg(digitsAreCommands: true);
        _agent.Speaks = _customer.Speaks = true;
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void The_supervisors_keys_are_told_and_reach_no_ear_in_any_plan()
    {
        (TestLeg, TestLeg[])[][] plans =
        [
            [(_agent, [_supervisor]), (_customer, [_supervisor])],
            [(_agent, [_customer, _supervisor]), (_customer, [_agent, _supervisor])],
            [(_agent, [_customer]), (_customer, [_agent]), (_supervisor, [_agent, _customer])],
        ];
        foreach (var plan in plans)
        {
            _rig.Plan(plan);
            _rig.Run(100);
            Press(_supervisor, 5);
            _rig.Run(300);
        }

        Assert.Equal(3, _rig.Events.Count(news => news.Kind == EventKind.Digit && ReferenceEquals(news.Subject, _supervisor)));
        Assert.DoesNotContain(_rig.Io.Sent, packet => packet.Header.PayloadType == 101);
    }

    [Fact]
    public void In_a_mix_a_partys_key_is_made_anew_for_each_ear_that_hears_it_and_takes_keys()
    {
        var deaf = _rig.AddLeg(keyType: null);
        _rig.Plan((_agent, [_customer, _supervisor]), (_customer, [_agent]), (_supervisor, [_agent, _customer]), (deaf, [_agent, _customer]));
        _rig.Run(100);
        Press(_customer, 9);
        _rig.Run(300);
        AssertOnePress(_agent, 9);
        AssertOnePress(_supervisor, 9);
        Assert.DoesNotContain(deaf.Heard, packet => packet.Header.PayloadType != 0);
        Assert.DoesNotContain(_customer.Heard, packet => packet.Header.PayloadType != 0);
        AssertNumbersGoOn(_agent);
        StreamAssert.IsGapless(deaf.Heard);
    }

    [Fact]
    public void A_key_that_is_down_while_the_mix_ends_is_still_one_press()
    {
        _rig.Plan((_agent, [_customer, _supervisor]));
        _rig.Run(100);
        _customer.Speaks = false;
        _customer.SendKey(4, isEnd: false, 160, marker: true);
        _rig.Run(20);
        _customer.SendKey(4, isEnd: false, 320);
        _rig.Run(20);
        _rig.Plan((_agent, [_customer]));
        _customer.SendKey(4, isEnd: false, 480);
        _rig.Run(20);
        for (var i = 0; i < 3; i++)
        {
            _customer.SendKey(4, isEnd: true, 640);
        }

        _customer.Timestamp += 640;
        _customer.Speaks = true;
        _rig.Run(300);
        AssertOnePress(_agent, 4);
        AssertNumbersGoOn(_agent);
        Assert.Equal(0, _agent.Heard[^1].Header.PayloadType);
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("forward")]
    [InlineData("mix")]
    public void Keys_that_the_switch_sends_go_out_one_after_the_other_in_the_ears_stream(string plan)
    {
        _rig.Plan(plan switch
        {
            "silence" => [],
            "forward" => [(_agent, [_customer])],
            _ => [(_agent, [_customer, _supervisor])],
        });
        _rig.Run(100);
        _rig.Post(new WorkerCommand(CommandKind.SendDigit, _agent.Place, Code: 1, Units: 800));
        _rig.Post(new WorkerCommand(CommandKind.SendDigit, _agent.Place, Code: 2, Units: 800));
        _rig.Run(600);
        Assert.Equal([1, 2], Presses(_agent).Select(press => (int)press.Code));
        Assert.All(Presses(_agent), press => Assert.Equal(800, press.Duration));
        AssertNumbersGoOn(_agent);
        Assert.Equal(plan == "silence", _agent.Heard[^1].Header.PayloadType == 101);
    }

    [Fact]
    public void Keys_for_an_ear_without_telephone_event_or_without_room_are_counted_as_lost()
    {
        var deaf = _rig.AddLeg(keyType: null);
        _rig.Post(new WorkerCommand(CommandKind.SendDigit, deaf.Place, Code: 1, Units: 800));
        for (var i = 0; i < 20; i++)
        {
            _rig.Post(new WorkerCommand(CommandKind.SendDigit, _agent.Place, Code: 1, Units: 800));
        }

        _rig.Turn();
        Assert.Equal(1, _rig.Counters(deaf).DigitsLost);
        Assert.Equal(4, _rig.Counters(_agent).DigitsLost);
    }

    [Fact]
    public void A_key_whose_end_is_lost_is_released_all_the_same()
    {
        _rig.Plan((_agent, [_customer, _supervisor]));
        _rig.Run(100);
        _customer.Speaks = false;
        _customer.SendKey(3, isEnd: false, 400, marker: true);
        _rig.Run(600);
        AssertOnePress(_agent, 3);
        var digit = Assert.Single(_rig.Events, news => news.Kind == EventKind.Digit);
        Assert.Equal(50_000, digit.Value);
    }

    private static void AssertOnePress(TestLeg ear, byte code)
    {
        var press = Assert.Single(Presses(ear));
        Assert.Equal(code, press.Code);
        Assert.Equal(3, ear.Heard.Count(packet => packet.Header.PayloadType == 101 && (packet.Payload[1] & 0x80) != 0));
    }

    /// <summary>Presses as a phone understands them.</summary>
    private static List<(byte Code, long Duration)> Presses(TestLeg ear)
    {
        var receiver = default(TelephoneEventReceiver);
        var presses = new List<(byte, long)>();
        foreach (var packet in ear.Heard.Where(packet => packet.Header.PayloadType == 101))
        {
            Assert.True(TelephoneEvent.TryParse(packet.Payload, out var key));
            if (receiver.Receive(packet.Header.Timestamp, key, packet.SentAt / 1000).Ended is { } ended)
            {
                presses.Add((ended.Code, ended.DurationUnits));
            }
        }

        return presses;
    }

    private static void AssertNumbersGoOn(TestLeg ear)
    {
        var heard = ear.Heard;
        for (var i = 1; i < heard.Count; i++)
        {
            Assert.Equal((ushort)(heard[i - 1].Header.SequenceNumber + 1), heard[i].Header.SequenceNumber);
        }

        var audio = heard.FindAll(packet => packet.Header.PayloadType == 0);
        for (var i = 1; i < audio.Count; i++)
        {
            var step = (int)(audio[i].Header.Timestamp - audio[i - 1].Header.Timestamp);
            Assert.True(step >= 160 && step % 160 == 0, $"Step of {step}.");
        }
    }

    /// <summary>Presses a key for 100 ms instead of speaking.</summary>
    private void Press(TestLeg leg, byte code)
    {
        var spoke = leg.Speaks;
        leg.Speaks = false;
        for (var i = 1; i <= 5; i++)
        {
            leg.SendKey(code, isEnd: false, i * 160, marker: i == 1);
            _rig.Run(20);
        }

        for (var i = 0; i < 3; i++)
        {
            leg.SendKey(code, isEnd: true, 800);
        }

        leg.Timestamp += 800;
        leg.Speaks = spoke;
    }
}
