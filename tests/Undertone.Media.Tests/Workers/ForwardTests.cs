using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class ForwardTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;

    public ForwardTests()
    {
        _agent = _rig.AddLeg();
        _customer = _rig.AddLeg(phase: 7);
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        _rig.Run(1);
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_packet_is_sent_in_the_same_turn_with_the_same_payload_under_our_own_name()
    {
        var payload = Enumerable.Range(0, 160).Select(i => (byte)i).ToArray();
        _agent.SendPacket(payload);
        _rig.Turn();
        var heard = Assert.Single(_customer.Heard);
        Assert.Equal(payload, heard.Payload.ToArray());
        Assert.NotEqual(_agent.Ssrc, heard.Header.Ssrc);
        Assert.Equal(_customer.Address, heard.Destination);
        Assert.Equal(_rig.Now, heard.SentAt);
        Assert.Empty(_agent.Heard);
    }

    [Fact]
    public void Sources_extension_and_padding_do_not_reach_the_ear()
    {
        byte[] packet =
        [
            0xB1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9,
            1, 2, 3, 4,
            0xBE, 0xDE, 0, 1, 9, 9, 9, 9,
            50, 51, 52, 53,
            0, 0, 3,
        ];
        _rig.Io.Deliver(_agent.RtpSlot, packet, _agent.Address);
        _rig.Turn();
        var heard = Assert.Single(_customer.Heard);
        Assert.Equal(16, heard.Bytes.Length);
        Assert.Equal([50, 51, 52, 53], heard.Payload.ToArray());
    }

    [Fact]
    public void The_payload_type_is_the_one_agreed_with_the_ear()
    {
        _customer.Remote = _customer.Remote with { SendPayloadType = 97 };
        _rig.Configure(_customer);
        _agent.Speak();
        _rig.Turn();
        Assert.Equal(97, Assert.Single(_customer.Heard).Header.PayloadType);
    }

    [Fact]
    public void A_loss_stays_a_loss_and_a_late_packet_gets_its_own_place()
    {
        _agent.Counter = 0;
        _agent.Speak();
        var (lateSequence, lateTimestamp) = (_agent.Sequence, _agent.Timestamp);
        _agent.LosePacket();
        _agent.Speak();
        _agent.LosePacket();
        _agent.Speak();
        var (nextSequence, nextTimestamp) = (_agent.Sequence, _agent.Timestamp);
        (_agent.Sequence, _agent.Timestamp) = (lateSequence, lateTimestamp);
        _agent.SendPacket([1, 1, 1]);
        (_agent.Sequence, _agent.Timestamp) = (nextSequence, nextTimestamp);
        _rig.Turn();
        var first = _customer.Heard[0].Header;
        Assert.Equal([0, 2, 4, 1], _customer.Heard.Select(packet => (int)(ushort)(packet.Header.SequenceNumber - first.SequenceNumber)));
        Assert.Equal([0u, 320u, 640u, 160u], _customer.Heard.Select(packet => packet.Header.Timestamp - first.Timestamp));
        Assert.Equal(1, _rig.Counters(_agent).Reordered);
    }

    [Fact]
    public void A_duplicate_is_dropped_and_counted()
    {
        _agent.Speak();
        _agent.Sequence--;
        _agent.Timestamp -= 160;
        _agent.Speak();
        _rig.Turn();
        Assert.Single(_customer.Heard);
        Assert.Equal(1, _rig.Counters(_agent).Duplicates);
    }

    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(false, 5000, 0)]
    [InlineData(false, -5000, 0)]
    [InlineData(false, 0, 90_000_000)]
    [InlineData(true, 12345, -77_000_000)]
    public void Another_SSRC_or_a_jump_is_followed_without_a_jump_at_the_ear(bool otherSsrc, int sequenceJump, int timestampJump)
    {
        _agent.Speaks = true;
        _agent.Counter = 0;
        _rig.Run(100);
        _agent.Ssrc += otherSsrc ? 1u : 0u;
        _agent.Sequence = (ushort)(_agent.Sequence + sequenceJump);
        _agent.Timestamp += (uint)timestampJump;
        _rig.Run(100);
        Assert.Equal(10, _customer.Heard.Count);
        StreamAssert.IsGapless(_customer.Heard);
        StreamAssert.CountsOn(_customer.Heard);
        Assert.Equal(1, _rig.Counters(_agent).SsrcChanges + _rig.Counters(_agent).Resynchronised);
    }

    [Fact]
    public void A_phone_that_is_silent_on_purpose_keeps_its_time()
    {
        _agent.Speaks = true;
        _rig.Run(40);
        _agent.Speaks = false;
        _rig.Run(5000);
        _agent.Timestamp += 5000 * 8;
        _agent.Speaks = true;
        _rig.Run(40);
        var heard = _customer.Heard;
        Assert.Equal(4, heard.Count);
        Assert.Equal(160u + 40_000u, heard[2].Header.Timestamp - heard[1].Header.Timestamp);
        Assert.Equal(0, _rig.Counters(_agent).Resynchronised);
    }

    [Fact]
    public void Key_packets_get_the_ears_payload_type_and_their_place_in_the_stream()
    {
        _customer.Remote = _customer.Remote with { TelephoneEventSendPayloadType = 96 };
        _rig.Configure(_customer);
        _agent.Speak();
        _agent.SendKey(5, isEnd: false, 160, marker: true);
        _agent.SendKey(5, isEnd: false, 320);
        _agent.SendKey(5, isEnd: true, 320);
        _agent.Timestamp += 480;
        _agent.Speak();
        _rig.Turn();
        var heard = _customer.Heard;
        Assert.Equal([0, 96, 96, 96, 0], heard.Select(packet => (int)packet.Header.PayloadType));
        Assert.Equal(4, (ushort)(heard[4].Header.SequenceNumber - heard[0].Header.SequenceNumber));
        Assert.Equal(640u, heard[4].Header.Timestamp - heard[0].Header.Timestamp);
        Assert.Equal(heard[1].Header.Timestamp, heard[3].Header.Timestamp);
        Assert.True(heard[1].Header.Marker);
    }

    [Fact]
    public void An_ear_without_telephone_event_gets_no_key_and_misses_no_number()
    {
        _customer.Remote = _customer.Remote with { TelephoneEventSendPayloadType = null };
        _rig.Configure(_customer);
        _agent.Speak();
        _agent.SendKey(5, isEnd: false, 160);
        _agent.SendKey(5, isEnd: true, 160);
        _agent.Speak();
        _rig.Turn();
        var heard = _customer.Heard;
        Assert.Equal(2, heard.Count);
        StreamAssert.IsGapless(heard);
        var digit = Assert.Single(_rig.Events, news => news.Kind == EventKind.Digit);
        Assert.Equal(5, digit.Code);
        Assert.Equal(20_000, digit.Value);
        Assert.Same(_agent, digit.Subject);
    }

    [Fact]
    public void What_is_sent_goes_to_where_the_phone_really_sends_from()
    {
        var behindNat = _customer.Address.WithPort(7777);
        _customer.SendPacket(new byte[160], from: behindNat);
        _rig.Turn();
        _agent.Speak();
        _rig.Turn();
        Assert.Equal(behindNat, _customer.Heard[^1].Destination);
    }

    [Fact]
    public void A_refused_send_is_counted_and_changes_nothing_else()
    {
        _rig.Io.RefusesToSend = true;
        _agent.Speak();
        _rig.Turn();
        _rig.Io.RefusesToSend = false;
        _agent.Speak();
        _rig.Turn();
        Assert.Equal(1, _rig.Counters(_customer).SendErrors);
        Assert.Equal(1, _rig.Counters(_customer).PacketsSent);
    }
}
