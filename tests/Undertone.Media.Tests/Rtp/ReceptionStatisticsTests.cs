using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Rtp;

public class ReceptionStatisticsTests
{
    [Fact]
    public void Rfc3550_A3_Loss_is_counted_in_all_and_since_the_last_report()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 65_530, 100, lost: packet => packet % 10 == 5);
        var first = statistics.MakeReport(0);
        Assert.Equal((byte)(10 * 256 / 100), first.FractionLost);
        Assert.Equal(10, first.CumulativeLost);
        Assert.Equal(0x0001_0000u | (65_530u + 99) & 0xFFFF, first.HighestSequence);

        Receive(ref statistics, unchecked((ushort)(65_530 + 100)), 100, lost: _ => false);
        var second = statistics.MakeReport(0);
        Assert.Equal((0, 10), (second.FractionLost, second.CumulativeLost));
        Assert.Equal((200, 190, 10), (statistics.Expected, statistics.Received, statistics.Lost));
    }

    [Fact]
    public void Rfc3550_A3_Duplicates_make_the_loss_negative_and_the_fraction_zero()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 1, 10, lost: _ => false);
        Receive(ref statistics, 1, 10, lost: _ => false);
        var report = statistics.MakeReport(0);
        Assert.Equal((0, -10), (report.FractionLost, report.CumulativeLost));
    }

    [Fact]
    public void Rfc3550_A8_Even_arrival_has_no_jitter()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 1, 1000, lost: _ => false);
        Assert.Equal(0u, statistics.Jitter);
    }

    [Fact]
    public void Rfc3550_A8_Jitter_settles_at_the_mean_deviation()
    {
        // Every second packet is 10 ms late: each deviation is 80 units of 8 kHz.
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 1, 1000, lost: _ => false, delay: packet => packet % 2 * 10_000);
        Assert.InRange(statistics.Jitter, 79u, 80u);
    }

    [Fact]
    public void Jitter_is_not_disturbed_when_the_time_stamp_goes_round()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 1, 1000, lost: _ => false, firstTimestamp: uint.MaxValue - 80_000);
        Assert.Equal(0u, statistics.Jitter);
    }

    [Fact]
    public void Rfc3550_A1_A_large_jump_is_believed_when_the_next_packet_confirms_it()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 100, 50, lost: _ => false);
        Assert.False(statistics.Receive(Header(20_000, 0), 0));
        Assert.True(statistics.Receive(Header(150, 0), 0));
        Assert.False(statistics.Receive(Header(30_000, 0), 0));
        Assert.True(statistics.Receive(Header(30_001, 160), 20_000));
        Assert.Equal((1, 1, 0), (statistics.Expected, statistics.Received, statistics.Lost));
    }

    [Fact]
    public void A_new_source_starts_over()
    {
        var statistics = new ReceptionStatistics(8000);
        Receive(ref statistics, 100, 50, lost: packet => packet > 20);
        Assert.True(statistics.Receive(new RtpHeader { Ssrc = 99, SequenceNumber = 9 }, 0));
        Assert.Equal((1, 1), (statistics.Expected, statistics.Received));
        Assert.Equal(99u, statistics.MakeReport(0).Ssrc);
    }

    [Fact]
    public void A_report_refers_to_the_last_sender_report()
    {
        var statistics = new ReceptionStatistics(8000);
        Assert.False(statistics.HasReceived);
        Receive(ref statistics, 1, 1, lost: _ => false);
        Assert.True(statistics.HasReceived);
        Assert.Equal((0u, 0u), LastReport(statistics.MakeReport(5)));
        statistics.ReceiveSenderReport(new SenderInfo(0x1111_2222_3333_4444, 0, 0, 0), 1_000_000);
        Assert.Equal((0x2222_3333u, 32_768u), LastReport(statistics.MakeReport(1_500_000)));
    }

    private static (uint Report, uint Delay) LastReport(in ReportBlock block) => (block.LastSenderReport, block.DelaySinceLastSenderReport);

    private static void Receive(
        ref ReceptionStatistics statistics, ushort firstSequence, int packets, Func<int, bool> lost, Func<int, long>? delay = null, uint firstTimestamp = 0)
    {
        for (var packet = 0; packet < packets; packet++)
        {
            if (!lost(packet))
            {
                var header = Header((ushort)(firstSequence + packet), firstTimestamp + (uint)(packet * 160));
                Assert.True(statistics.Receive(header, 1_000_000 + (packet * 20_000L) + (delay?.Invoke(packet) ?? 0)));
            }
        }
    }

    private static RtpHeader Header(ushort sequence, uint timestamp) => new() { Ssrc = 5, SequenceNumber = sequence, Timestamp = timestamp };
}
