using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Rtp;

public class RtpHeaderTests
{
    private const string Plain = "80 00 1234 00000140 DEADBEEF";

    [Fact]
    public void Rfc3550_5_1_A_plain_packet_is_read_field_by_field()
    {
        var packet = Bytes("80 E5 1234 89ABCDEF DEADBEEF 01020304");
        Assert.True(RtpHeader.TryParse(packet, out var header, out var error));
        Assert.Equal(RtpError.None, error);
        Assert.Equal(
            new RtpHeader
            {
                Marker = true, PayloadType = 101, SequenceNumber = 0x1234, Timestamp = 0x89ABCDEF, Ssrc = 0xDEADBEEF,
                PayloadOffset = 12, PayloadLength = 4,
            },
            header);
    }

    [Theory]
    [InlineData(Plain, 12, 0)]
    [InlineData("82 00 1234 00000140 DEADBEEF 11111111 22222222 55", 20, 1)]
    [InlineData("90 00 1234 00000140 DEADBEEF BEDE0001 AABBCCDD 5566", 20, 2)]
    [InlineData("90 00 1234 00000140 DEADBEEF BEDE0000 55", 16, 1)]
    [InlineData("A0 00 1234 00000140 DEADBEEF 55667703", 12, 1)]
    [InlineData("A0 00 1234 00000140 DEADBEEF 00000004", 12, 0)]
    [InlineData("B1 00 1234 00000140 DEADBEEF 11111111 BEDE0001 AABBCCDD 5566 0002", 24, 2)]
    public void The_payload_is_found_behind_sources_and_extension_and_before_padding(string packet, int offset, int length)
    {
        Assert.True(RtpHeader.TryParse(Bytes(packet), out var header, out _));
        Assert.Equal((offset, length), (header.PayloadOffset, header.PayloadLength));
    }

    [Theory]
    [InlineData("", RtpError.TooShort)]
    [InlineData("80", RtpError.TooShort)]
    [InlineData("80 00 1234 00000140 DEADBE", RtpError.TooShort)]
    [InlineData("00 01 0000 2112A442 000000000000000000000000", RtpError.WrongVersion)]
    [InlineData("40 00 1234 00000140 DEADBEEF", RtpError.WrongVersion)]
    [InlineData("C0 00 1234 00000140 DEADBEEF", RtpError.WrongVersion)]
    [InlineData("80 C8 0006 DEADBEEF 00000000 00000000", RtpError.IsRtcp)]
    [InlineData("80 C9 0001 DEADBEEF 00000000", RtpError.IsRtcp)]
    [InlineData("81 00 1234 00000140 DEADBEEF 111111", RtpError.SourcesTruncated)]
    [InlineData("90 00 1234 00000140 DEADBEEF BEDE00", RtpError.ExtensionTruncated)]
    [InlineData("90 00 1234 00000140 DEADBEEF BEDE0002 AABBCCDD", RtpError.ExtensionTruncated)]
    [InlineData("90 00 1234 00000140 DEADBEEF BEDEFFFF AABBCCDD", RtpError.ExtensionTruncated)]
    [InlineData("A0 00 1234 00000140 DEADBEEF 55555500", RtpError.WrongPadding)]
    [InlineData("A0 00 1234 00000140 DEADBEEF 55555505", RtpError.WrongPadding)]
    [InlineData("A0 00 1234 00000140 DEADBE04", RtpError.WrongPadding)]
    public void What_is_no_packet_is_refused_with_a_reason(string packet, object error)
    {
        Assert.False(RtpHeader.TryParse(Bytes(packet), out var header, out var actual));
        Assert.Equal(error, actual);
        Assert.Equal(default, header);
    }

    [Fact]
    public void Any_bytes_are_answered_without_a_throw_and_the_payload_lies_within_them()
    {
        var random = new Random(1);
        var buffer = new byte[64];
        var accepted = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var packet = buffer.AsSpan(0, random.Next(buffer.Length));
            random.NextBytes(packet);
            if (packet.Length > 0 && round % 2 == 0)
            {
                packet[0] = (byte)(0x80 | (packet[0] & 0x3F));
            }

            if (RtpHeader.TryParse(packet, out var header, out _))
            {
                accepted++;
                Assert.InRange(header.PayloadOffset, 12, packet.Length);
                Assert.InRange(header.PayloadOffset + header.PayloadLength, header.PayloadOffset, packet.Length);
            }
        }

        Assert.InRange(accepted, 1_000, 200_000);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var header = new RtpHeader { Marker = true, PayloadType = 8, SequenceNumber = 65535, Timestamp = uint.MaxValue, Ssrc = 7, PayloadOffset = 12 };
        var packet = new byte[12];
        Assert.True(header.TryWrite(packet));
        Assert.True(RtpHeader.TryParse(packet, out var back, out _));
        Assert.Equal(header, back);
        Assert.False(header.TryWrite(packet.AsSpan(1)));
    }

    [Theory]
    [InlineData("80 00 1234 00000140 DEADBEEF 55667788", 0)]
    [InlineData("B1 80 1234 00000140 DEADBEEF 11111111 BEDE0001 AABBCCDD 55667788 000003", 12)]
    public void A_rewritten_packet_keeps_its_payload_and_nothing_else(string received, int firstByte)
    {
        var packet = Bytes(received);
        Assert.True(RtpHeader.TryParse(packet, out var header, out _));
        var ours = new RtpHeader { Marker = true, PayloadType = 96, SequenceNumber = 1, Timestamp = 2, Ssrc = 3 };
        var sent = RtpHeader.Rewrite(packet, header, ours);
        Assert.Equal(Bytes("80 E0 0001 00000002 00000003 55667788"), sent.ToArray());
        Assert.True(packet.AsSpan(firstByte, 16).Overlaps(sent, out var offset) && offset == 0);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(65535, 0, 1)]
    [InlineData(0, 65535, -1)]
    [InlineData(5, 5, 0)]
    [InlineData(0, 32767, 32767)]
    [InlineData(0, 32768, -32768)]
    public void Rfc1982_Sequence_numbers_go_round(ushort reference, ushort sequence, int distance)
    {
        Assert.Equal(distance, SequenceNumber.Distance(reference, sequence));
        Assert.Equal(distance > 0, SequenceNumber.IsAfter(reference, sequence));
    }

    [Theory]
    [InlineData(65535, 0, 65536)]
    [InlineData(65536, 65535, 65535)]
    [InlineData(131072 + 10, 8, 131072 + 8)]
    [InlineData(0, 65535, -1)]
    public void A_sequence_number_is_extended_to_the_nearest_place(long reference, ushort sequence, long extended) =>
        Assert.Equal(extended, SequenceNumber.Extend(reference, sequence));

    [Theory]
    [InlineData(0xFFFFFFFF, 10, 0x1_0000_000A)]
    [InlineData(0x1_0000_000A, 0xFFFFFFFF, 0xFFFFFFFF)]
    [InlineData(0x5_0000_0000, 160, 0x5_0000_00A0)]
    public void A_time_stamp_is_extended_to_the_nearest_place(long reference, uint timestamp, long extended) =>
        Assert.Equal(extended, SequenceNumber.ExtendTimestamp(reference, timestamp));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
