using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Rtp;

public class TelephoneEventTests
{
    private const byte Five = 5;

    [Theory]
    [InlineData("050A0320", 5, false, 10, 800)]
    [InlineData("0B8AFFFF", 11, true, 10, 65535)]
    [InlineData("10FF0000", 16, true, 63, 0)]
    public void Rfc4733_2_3_A_payload_is_read_and_written(string hex, byte code, bool isEnd, byte volume, ushort duration)
    {
        Assert.True(TelephoneEvent.TryParse(Convert.FromHexString(hex), out var read));
        Assert.Equal(new TelephoneEvent(code, isEnd, volume, duration), read);
        var written = new byte[4];
        Assert.True(read.TryWrite(written));
        written[1] |= (byte)(Convert.FromHexString(hex)[1] & 0x40);
        Assert.Equal(Convert.FromHexString(hex), written);
    }

    [Fact]
    public void Too_short_is_refused()
    {
        Assert.False(TelephoneEvent.TryParse([5, 10, 0], out _));
        Assert.False(default(TelephoneEvent).TryWrite(new byte[3]));
    }

    [Fact]
    public void Every_key_has_its_code()
    {
        const string keys = "0123456789*#ABCD";
        for (byte code = 0; code < keys.Length; code++)
        {
            Assert.True(TelephoneEvent.TryGetDigit(code, out var digit));
            Assert.Equal(keys[code], digit);
            Assert.True(TelephoneEvent.TryGetCode(char.ToLowerInvariant(digit), out var back));
            Assert.Equal(code, back);
        }

        Assert.False(TelephoneEvent.TryGetDigit(16, out _));
        Assert.False(TelephoneEvent.TryGetCode('x', out _));
    }

    [Fact]
    public void Rfc4733_2_5_1_A_press_has_one_time_stamp_a_growing_duration_one_marker_and_three_ends()
    {
        var packets = Send(totalUnits: 640);
        Assert.Equal([160, 320, 480, 640, 640, 640], packets.Select(packet => (int)packet.Event.Duration));
        Assert.Equal([false, false, false, true, true, true], packets.Select(packet => packet.Event.IsEnd));
        Assert.Equal([true, false, false, false, false, false], packets.Select(packet => packet.Marker));
        Assert.All(packets, packet => Assert.Equal(1_000u, packet.Timestamp));
    }

    [Fact]
    public void Even_the_shortest_press_is_announced_before_it_ends()
    {
        var packets = Send(totalUnits: 1);
        Assert.Equal([false, true, true, true], packets.Select(packet => packet.Event.IsEnd));
    }

    [Fact]
    public void A_press_without_a_known_length_ends_when_it_is_stopped()
    {
        var sender = default(TelephoneEventSender);
        Assert.True(sender.Start(Five, 1_000));
        Assert.False(sender.Start(6, 1_000));
        for (var packet = 0; packet < 10; packet++)
        {
            Assert.True(sender.TryNext(160, out _, out _, out var pressed));
            Assert.False(pressed.IsEnd);
        }

        sender.Stop();
        for (var end = 0; end < 3; end++)
        {
            Assert.True(sender.TryNext(160, out _, out _, out var released));
            Assert.Equal(new TelephoneEvent(Five, true, TelephoneEventSender.DefaultVolume, 1_760), released);
        }

        Assert.False(sender.IsActive);
        Assert.False(sender.TryNext(160, out _, out _, out _));
        sender.Stop();
        Assert.True(sender.Start(6, 5_000, 320));
    }

    [Fact]
    public void A_press_that_is_never_stopped_ends_at_the_longest_duration()
    {
        var packets = Send(int.MaxValue);
        Assert.Equal(ushort.MaxValue, packets[^1].Event.Duration);
        Assert.Equal(3, packets.Count(packet => packet.Event.IsEnd));
    }

    [Fact]
    public void What_the_sender_sends_is_one_press_and_one_release_for_the_receiver()
    {
        var receiver = default(TelephoneEventReceiver);
        var reports = Send(640).Select(packet => receiver.Receive(packet.Timestamp, packet.Event, 0)).Where(report => !report.IsEmpty).ToList();
        Assert.Equal([new KeyReport(null, Five, null), new KeyReport(null, null, new EndedKey(Five, 640))], reports);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void One_packet_alone_is_enough_for_a_press_and_one_end_for_a_release(int kept)
    {
        var receiver = default(TelephoneEventReceiver);
        var packet = Send(640)[kept];
        var report = receiver.Receive(packet.Timestamp, packet.Event, 0);
        Assert.Equal(Five, report.Pressed);
        Assert.Equal(packet.Event.IsEnd ? new EndedKey(Five, 640) : null, report.Ended);
        Assert.True(receiver.Receive(packet.Timestamp, packet.Event, 0).IsEmpty);
    }

    [Fact]
    public void A_lost_end_is_found_by_the_next_press()
    {
        var receiver = default(TelephoneEventReceiver);
        receiver.Receive(1_000, new TelephoneEvent(Five, false, 10, 320), 0);
        var report = receiver.Receive(3_000, new TelephoneEvent(Five, false, 10, 160), 100);
        Assert.Equal(new KeyReport(new EndedKey(Five, 320), Five, null), report);
    }

    [Fact]
    public void A_lost_end_is_found_by_the_passing_of_time_once()
    {
        var receiver = default(TelephoneEventReceiver);
        receiver.Receive(1_000, new TelephoneEvent(Five, false, 10, 320), 50);
        Assert.True(receiver.Expire(50 + TelephoneEventReceiver.LostEndMicroseconds - 1).IsEmpty);
        Assert.Equal(new EndedKey(Five, 320), receiver.Expire(50 + TelephoneEventReceiver.LostEndMicroseconds).EndedBefore);
        Assert.True(receiver.Expire(long.MaxValue).IsEmpty);
        Assert.True(receiver.Receive(1_000, new TelephoneEvent(Five, true, 10, 640), 300_000).IsEmpty);
    }

    [Fact]
    public void An_end_that_was_overtaken_does_not_press_the_old_key_again()
    {
        var receiver = default(TelephoneEventReceiver);
        receiver.Receive(1_000, new TelephoneEvent(Five, true, 10, 640), 0);
        receiver.Receive(3_000, new TelephoneEvent(6, false, 10, 160), 0);
        Assert.True(receiver.Receive(1_000, new TelephoneEvent(Five, true, 10, 640), 0).IsEmpty);
        Assert.True(receiver.IsPressed);
    }

    [Fact]
    public void A_phone_that_sets_its_clock_back_is_still_understood()
    {
        var receiver = default(TelephoneEventReceiver);
        receiver.Receive(2_000_000, new TelephoneEvent(Five, true, 10, 640), 0);
        Assert.Equal((byte)6, receiver.Receive(100, new TelephoneEvent(6, false, 10, 160), 0).Pressed);
    }

    [Fact]
    public void The_first_key_may_have_any_time_stamp()
    {
        var receiver = default(TelephoneEventReceiver);
        Assert.Equal((byte)0, receiver.Receive(0, new TelephoneEvent(0, false, 10, 160), 0).Pressed);
        receiver = default;
        Assert.Equal((byte)0, receiver.Receive(uint.MaxValue, new TelephoneEvent(0, false, 10, 160), 0).Pressed);
    }

    [Fact]
    public void Rfc4733_2_5_1_3_A_very_long_press_over_two_segments_is_one_press()
    {
        var receiver = default(TelephoneEventReceiver);
        Assert.Equal(Five, receiver.Receive(1_000, new TelephoneEvent(Five, false, 10, ushort.MaxValue), 0).Pressed);
        Assert.True(receiver.Receive(1_000 + ushort.MaxValue, new TelephoneEvent(Five, false, 10, 160), 0).IsEmpty);
        var report = receiver.Receive(1_000 + ushort.MaxValue, new TelephoneEvent(Five, true, 10, 320), 0);
        Assert.Equal(new EndedKey(Five, ushort.MaxValue + 320), report.Ended);
    }

    private static List<(uint Timestamp, bool Marker, TelephoneEvent Event)> Send(int totalUnits)
    {
        var sender = default(TelephoneEventSender);
        Assert.True(sender.Start(Five, 1_000, totalUnits));
        var packets = new List<(uint, bool, TelephoneEvent)>();
        while (sender.TryNext(160, out var timestamp, out var marker, out var telephoneEvent))
        {
            packets.Add((timestamp, marker, telephoneEvent));
        }

        return packets;
    }
}
