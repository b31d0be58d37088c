using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Rtp;

public class RtcpTests
{
    private const string EmptyReport = "80 C9 0001 00000007";

    [Fact]
    public void A_compound_of_every_kind_is_read_back_as_it_was_written()
    {
        var info = new SenderInfo(0x0123456789ABCDEF, 160, 50, 8000);
        var first = new ReportBlock(9, 255, -5, 0x0001FFFF, 17, 0xAABBCCDD, 65536);
        var second = new ReportBlock(10, 0, 0x7FFFFF, 1, 2, 3, 4);
        var datagram = new byte[256];
        var writer = new RtcpWriter(datagram);
        Assert.True(writer.TryAddSenderReport(7, info, [first, second]));
        Assert.True(writer.TryAddCanonicalName(7, "undertone@192.0.2.1"u8));
        Assert.True(writer.TryAddGoodbye(7));

        var reader = new RtcpReader(datagram.AsSpan(0, writer.WrittenBytes));
        Assert.True(reader.MoveNext());
        Assert.Equal((RtcpPacketType.SenderReport, 7u, 2), (reader.Type, reader.Ssrc, reader.Count));
        Assert.True(reader.TryGetSenderInfo(out var infoBack));
        Assert.Equal(info, infoBack);
        Assert.True(reader.TryGetReportOn(9, out var firstBack));
        Assert.True(reader.TryGetReportOn(10, out var secondBack));
        Assert.False(reader.TryGetReportOn(11, out _));
        Assert.Equal((first, second), (firstBack, secondBack));
        Assert.False(reader.SaysGoodbye(7));

        Assert.True(reader.MoveNext());
        Assert.True(reader.TryGetCanonicalName(out var name));
        Assert.True(name.SequenceEqual("undertone@192.0.2.1"u8));
        Assert.False(reader.TryGetSenderInfo(out _));
        Assert.False(reader.TryGetReportOn(7, out _));

        Assert.True(reader.MoveNext());
        Assert.True(reader.SaysGoodbye(7));
        Assert.False(reader.SaysGoodbye(8));
        Assert.False(reader.MoveNext());
        Assert.Equal(RtcpError.None, reader.Error);
    }

    [Fact]
    public void Rfc3550_6_4_2_A_receiver_report_has_the_layout_of_the_rfc()
    {
        var datagram = new byte[32];
        var writer = new RtcpWriter(datagram);
        Assert.True(writer.TryAddReceiverReport(0x01020304, [new ReportBlock(0x11121314, 0x80, -1, 0x21222324, 0x31323334, 0x41424344, 0x51525354)]));
        Assert.Equal(
            Bytes("81 C9 0007 01020304 11121314 80FFFFFF 21222324 31323334 41424344 51525354"),
            datagram.AsSpan(0, writer.WrittenBytes).ToArray());
    }

    [Theory]
    [InlineData("", "81 CA 0002 00000007 01 00 0000")]
    [InlineData("a", "81 CA 0002 00000007 01 01 61 00")]
    [InlineData("ab", "81 CA 0003 00000007 01 02 6162 00000000")]
    [InlineData("abc", "81 CA 0003 00000007 01 03 616263 000000")]
    [InlineData("abcde", "81 CA 0003 00000007 01 05 6162636465 00")]
    public void Rfc3550_6_5_The_items_end_with_a_zero_and_fill_a_word(string name, string expected)
    {
        var datagram = new byte[64];
        var writer = new RtcpWriter(datagram);
        Assert.True(writer.TryAddCanonicalName(7, System.Text.Encoding.UTF8.GetBytes(name)));
        Assert.Equal(Bytes(expected), datagram.AsSpan(0, writer.WrittenBytes).ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_not_written()
    {
        var writer = new RtcpWriter(new byte[12]);
        Assert.False(writer.TryAddSenderReport(1, default, []));
        Assert.True(writer.TryAddReceiverReport(1, []));
        Assert.False(writer.TryAddGoodbye(1));
        Assert.Equal(8, writer.WrittenBytes);
        var roomy = new RtcpWriter(new byte[2000]);
        Assert.False(roomy.TryAddReceiverReport(1, new ReportBlock[32]));
        Assert.False(roomy.TryAddCanonicalName(1, new byte[256]));
        Assert.True(roomy.TryAddReceiverReport(1, new ReportBlock[31]));
        Assert.True(roomy.TryAddCanonicalName(1, new byte[255]));
    }

    [Theory]
    [InlineData("", RtcpError.Truncated, 0)]
    [InlineData("80C9", RtcpError.Truncated, 0)]
    [InlineData("40 C9 0001 00000007", RtcpError.WrongVersion, 0)]
    [InlineData("81 CA 0002 00000007 01 00 0000", RtcpError.NoReportFirst, 0)]
    [InlineData("80 C9 0002 00000007", RtcpError.Truncated, 0)]
    [InlineData("80 C9 0000", RtcpError.CountTooLarge, 0)]
    [InlineData("81 C9 0001 00000007", RtcpError.CountTooLarge, 0)]
    [InlineData("80 C8 0001 00000007", RtcpError.CountTooLarge, 0)]
    [InlineData(EmptyReport + "82 CB 0001 00000007", RtcpError.CountTooLarge, 1)]
    [InlineData(EmptyReport + "81 CA 0001 00000007", RtcpError.CountTooLarge, 1)]
    [InlineData("A0 C9 0002 00000007 00000004" + EmptyReport, RtcpError.WrongPadding, 0)]
    [InlineData(EmptyReport + "A1 CB 0001 00000000", RtcpError.WrongPadding, 1)]
    [InlineData(EmptyReport + "A1 CB 0001 000000FF", RtcpError.WrongPadding, 1)]
    [InlineData(EmptyReport + "81 CB", RtcpError.Truncated, 1)]
    [InlineData(EmptyReport + "C1 CB 0001 00000007", RtcpError.WrongVersion, 1)]
    public void A_malformed_datagram_is_read_up_to_its_fault(string datagram, object error, int goodPackets)
    {
        var reader = new RtcpReader(Bytes(datagram));
        var read = 0;
        while (reader.MoveNext())
        {
            read++;
        }

        Assert.Equal((error, goodPackets), (reader.Error, read));
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData(EmptyReport + "A1 CB 0002 00000007 00000004")]
    [InlineData(EmptyReport + "80 CC 0002 00000007 00000000" + "81 CB 0001 00000007")]
    [InlineData(EmptyReport + "81 CD 0003 00000007 00000000 00000000" + "81 CB 0001 00000007")]
    public void Padding_at_the_end_and_packets_of_other_kinds_are_passed_over(string datagram)
    {
        var reader = new RtcpReader(Bytes(datagram));
        var goodbye = false;
        while (reader.MoveNext())
        {
            goodbye |= reader.SaysGoodbye(7);
        }

        Assert.True(goodbye);
        Assert.Equal(RtcpError.None, reader.Error);
    }

    [Fact]
    public void Any_bytes_are_answered_without_a_throw()
    {
        var random = new Random(2);
        var buffer = new byte[128];
        var packets = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var datagram = buffer.AsSpan(0, random.Next(buffer.Length));
            random.NextBytes(datagram);
            for (var offset = 0; offset + 4 <= datagram.Length; offset += 8)
            {
                datagram[offset] = (byte)(0x80 | (random.Next(8) == 0 ? 0x20 : 0) | random.Next(3));
                datagram[offset + 1] = (byte)(200 + random.Next(5));
                datagram[offset + 2] = 0;
                datagram[offset + 3] = (byte)random.Next(16);
            }

            var reader = new RtcpReader(datagram);
            while (reader.MoveNext())
            {
                packets++;
                _ = reader.Ssrc;
                reader.TryGetSenderInfo(out _);
                reader.TryGetReportOn(1, out _);
                reader.SaysGoodbye(1);
                reader.TryGetCanonicalName(out _);
            }
        }

        Assert.InRange(packets, 10_000, int.MaxValue);
    }

    [Fact]
    public void Ntp_time_counts_from_1900_in_fractions_of_a_second()
    {
        Assert.Equal(2_208_988_800UL << 32, NtpTime.FromUnixMicroseconds(0));
        Assert.Equal((2_208_988_801UL << 32) | 0x8000_0000, NtpTime.FromUnixMicroseconds(1_500_000));
        Assert.Equal(0x8000u | (2_208_988_801u << 16), NtpTime.Middle(NtpTime.FromUnixMicroseconds(1_500_000)));
        Assert.Equal(65536u, NtpTime.ToShortFormat(1_000_000));
        Assert.Equal(500_000, NtpTime.FromShortFormat(32768));
    }

    [Fact]
    public void Rfc3550_6_4_1_Round_trip_is_what_the_example_of_the_rfc_gives()
    {
        // RFC 3550 figure 2: 0xb710:8000 received, 0xb705:2000 sent, 0x0005:4000 held: 6.125 s.
        var block = new ReportBlock(1, 0, 0, 0, 0, 0xB705_2000, 0x0005_4000);
        Assert.True(NtpTime.TryGetRoundTrip(block, 0xB710_8000UL << 16, out var microseconds));
        Assert.Equal(6_125_000, microseconds);
        Assert.False(NtpTime.TryGetRoundTrip(block with { LastSenderReport = 0 }, 0xB710_8000UL << 16, out _));
        Assert.False(NtpTime.TryGetRoundTrip(block with { DelaySinceLastSenderReport = 0x00FF_0000 }, 0xB710_8000UL << 16, out _));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
