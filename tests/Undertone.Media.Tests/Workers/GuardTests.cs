using System.Net;
using Undertone.Media.Io;
using Undertone.Media.Rtp;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class GuardTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;
    private readonly MediaAddress _stranger = MediaAddress.From(new IPEndPoint(IPAddress.Parse("198.51.100.7"), 9999));

    public GuardTests()
    {
        _agent = _rig.AddLeg();
        _customer = _rig.AddLeg();
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        _rig.Turn();
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void A_strangers_packets_reach_nobody_and_change_nothing_in_forward_and_in_mix()
    {
        var supervisor = _rig.AddLeg();
        _agent.Speaks = _customer.Speaks = true;
        _agent.Level = 1000;
        for (var round = 0; round < 2; round++)
        {
            _rig.Run(100);
            for (var i = 0; i < 20; i++)
            {
                var (sequence, timestamp) = (_agent.Sequence, _agent.Timestamp);
                _agent.SendPacket(Enumerable.Repeat((byte)0x80, 160).ToArray(), from: _stranger);
                (_agent.Sequence, _agent.Timestamp) = (sequence, timestamp);
                _rig.Run(20);
            }

            _rig.Plan((_agent, [_customer]), (_customer, [_agent, supervisor]));
        }

        Assert.Equal(40, _rig.Counters(_agent).UnexpectedSource);
        Assert.All(_customer.HeardSamples, sample => Assert.InRange(sample, -10, 1050));
        StreamAssert.IsGapless(_customer.Heard);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0x80, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0 })]
    [InlineData(new byte[] { 0x00, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(new byte[] { 0x40, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 1, 2, 3 })]
    [InlineData(new byte[] { 0x8F, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 1, 2, 3 })]
    [InlineData(new byte[] { 0x90, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 255, 255 })]
    [InlineData(new byte[] { 0xA0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 200 })]
    [InlineData(new byte[] { 0x80, 200, 0, 1, 0, 0, 0, 1, 0, 0, 0, 9, 200 })]
    public void What_is_not_RTP_is_counted_and_dropped(byte[] datagram)
    {
        _rig.Io.Deliver(_agent.RtpSlot, datagram, _agent.Address);
        _rig.Turn();
        AssertNothingHappened();
        Assert.Equal(1, _rig.Counters(_agent).Malformed);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(96)]
    [InlineData(127)]
    public void A_payload_type_that_was_not_agreed_is_counted_and_dropped(int payloadType)
    {
        _agent.SendPacket(new byte[160], payloadType);
        _rig.Turn();
        AssertNothingHappened();
        Assert.Equal(1, _rig.Counters(_agent).WrongPayloadType);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(481, 0)]
    [InlineData(1488, 0)]
    [InlineData(3, 101)]
    public void A_payload_of_no_possible_size_is_counted_and_dropped(int bytes, int payloadType)
    {
        var packet = new byte[RtpHeader.FixedBytes + bytes];
        new RtpHeader { PayloadType = (byte)payloadType, Ssrc = 5 }.TryWrite(packet);
        _rig.Io.Deliver(_agent.RtpSlot, packet, _agent.Address);
        _rig.Turn();
        AssertNothingHappened();
        Assert.Equal(1, _rig.Counters(_agent).WrongSize);
    }

    [Fact]
    public void A_leg_without_agreed_media_takes_and_gets_nothing()
    {
        var early = _rig.AddLeg(configure: false);
        _rig.Plan((_agent, [early]), (early, [_agent]));
        early.SendPacket(new byte[160]);
        _agent.Speak();
        _rig.Run(100);
        Assert.Empty(_rig.Io.Sent);
        Assert.Equal(1, _rig.Counters(early).UnexpectedSource);
    }

    [Fact]
    public void A_flooding_phone_does_not_starve_another()
    {
        for (var i = 0; i < 30; i++)
        {
            _agent.Speak();
        }

        _customer.Speak();
        _rig.Turn();
        Assert.Equal(8, _customer.Heard.Count);
        Assert.Single(_agent.Heard);
        _rig.Turn();
        Assert.Equal(16, _customer.Heard.Count);
    }

    [Fact]
    public void Silence_is_told_again_and_again_and_sound_once()
    {
        _rig.Run(10_000);
        var silences = _rig.Events.FindAll(news => news.Kind == EventKind.Silence && ReferenceEquals(news.Subject, _agent));
        Assert.Equal(3, silences.Count);
        Assert.InRange(silences[0].Value, 3_000_000, 3_200_000);
        Assert.InRange(silences[1].Value, 6_000_000, 6_300_000);
        _agent.Speaks = true;
        _rig.Run(1000);
        Assert.Single(_rig.Events, news => news.Kind == EventKind.Sound);
        Assert.Single(_rig.Events, news => news.Kind == EventKind.FirstPacket);
    }

    [Fact]
    public void Events_that_nobody_takes_are_merged_and_commands_wait_but_nothing_blocks()
    {
        for (var i = 0; i < 200; i++)
        {
            _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
        }

        _rig.Worker.RunTurn(_rig.Now);
        _agent.Speak();
        _rig.Worker.RunTurn(_rig.Now);
        Assert.Single(_customer.Heard);
        Assert.True(_rig.Worker.EventsMerged > 0);
        _rig.Run(10);
        Assert.Equal(201, _rig.Events.Count(news => news.Kind == EventKind.PlanApplied));
    }

    private void AssertNothingHappened()
    {
        Assert.Empty(_rig.Io.Sent);
        Assert.Equal(0, _rig.Counters(_agent).PacketsReceived);
        _agent.Speak();
        _rig.Turn();
        Assert.Single(_customer.Heard);
    }
}
