using Undertone.Media.Rtp;
using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class RtcpReportTests : IDisposable
{
    private readonly WorkerRig _rig = new();
    private readonly TestLeg _agent;
    private readonly TestLeg _customer;

    public RtcpReportTests()
    {
        _agent = _rig.AddLeg();
        _customer = _rig.AddLeg();
        _rig.Plan((_agent, [_customer]), (_customer, [_agent]));
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Reports_go_out_every_five_seconds_or_so_to_the_port_after_RTP()
    {
        _agent.Speaks = true;
        _rig.Run(60_000);
        var reports = Reports(_customer);
        Assert.InRange(reports.Count, 9, 22);
        Assert.All(reports, report => Assert.Equal(_customer.Address.WithPort(4001), report.Destination));
        var reader = new RtcpReader(reports[^1].Bytes);
        Assert.True(reader.MoveNext());
        Assert.Equal(RtcpPacketType.SenderReport, reader.Type);
        Assert.True(reader.TryGetSenderInfo(out var info));
        Assert.InRange(info.PacketCount, 2000u, 3000u);
        Assert.Equal(info.PacketCount * 160, info.OctetCount);
        Assert.True(reader.MoveNext());
        Assert.True(reader.TryGetCanonicalName(out var name));
        Assert.Equal("test"u8, name);
        var receiving = new RtcpReader(Reports(_agent)[^1].Bytes);
        Assert.True(receiving.MoveNext());
        Assert.Equal(RtcpPacketType.ReceiverReport, receiving.Type);
        Assert.True(receiving.TryGetReportOn(_agent.Ssrc, out _));
    }

    [Fact]
    public void What_the_far_side_reports_is_kept()
    {
        _agent.Speaks = true;
        _rig.Run(1000);
        var ssrc = _customer.Heard[0].Header.Ssrc;
        var datagram = new byte[200];
        var writer = new RtcpWriter(datagram);
        Assert.True(writer.TryAddReceiverReport(9, [new ReportBlock(ssrc, 10, 42, 1000, 7, 0, 0)]));
        _rig.Io.Deliver(_customer.RtpSlot + 1, datagram.AsSpan(0, writer.WrittenBytes), _customer.Address.WithPort(6001));
        _rig.Run(10_000);
        Assert.Equal(42, _rig.Counters(_customer).LossReportedByFarSide);
        Assert.Equal(6001, Reports(_customer)[^1].Destination.Port);
    }

    [Fact]
    public void Strangers_and_broken_reports_are_counted()
    {
        _rig.Turn();
        _rig.Io.Deliver(_agent.RtpSlot + 1, [0x80, 201, 0, 1, 0, 0, 0, 1], _customer.Address);
        _rig.Io.Deliver(_agent.RtpSlot + 1, [0x80, 201, 0, 9, 0, 0, 0, 1], _agent.Address);
        _rig.Turn();
        Assert.Equal(1, _rig.Counters(_agent).UnexpectedSource);
        Assert.Equal(1, _rig.Counters(_agent).Malformed);
    }

    [Fact]
    public void A_leg_that_ends_says_goodbye()
    {
        _agent.Speaks = true;
        _rig.Run(100);
        var ssrc = _customer.Heard[0].Header.Ssrc;
        _rig.Post(new WorkerCommand(CommandKind.RemoveLeg, _customer.Place));
        _rig.Turn();
        var reader = new RtcpReader(Reports(_customer)[^1].Bytes);
        var goodbyes = 0;
        while (reader.MoveNext())
        {
            goodbyes += reader.SaysGoodbye(ssrc) ? 1 : 0;
        }

        Assert.Equal(1, goodbyes);
    }

    private List<SentPacket> Reports(TestLeg leg) => _rig.Io.Sent.FindAll(packet => packet.Slot == leg.RtpSlot + 1);
}
