using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class PacketGatheringTests
{
    private const long Millisecond = 1_000_000;
    private const long Second = 1000 * Millisecond;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(PacketGathering.FewPerSecond, 0)]
    [InlineData(9_000, PacketGathering.LongestNanoseconds / 2)]
    [InlineData(PacketGathering.ManyPerSecond, PacketGathering.LongestNanoseconds)]
    [InlineData(200_000, PacketGathering.LongestNanoseconds)]
    public void The_more_packets_come_the_longer_they_are_gathered(int packetsPerSecond, long expected)
    {
        var gathering = Busy(packetsPerSecond);

        Assert.Equal(expected, gathering.TimeToSleep(Second));
    }

    [Fact]
    public void The_times_of_waking_keep_their_distance_however_long_the_turns_are()
    {
        var gathering = Busy(PacketGathering.ManyPerSecond);
        var now = Second;
        var first = now + gathering.TimeToSleep(now);

        now = first + (PacketGathering.LongestNanoseconds / 4);

        Assert.Equal(first + PacketGathering.LongestNanoseconds, now + gathering.TimeToSleep(now));
    }

    [Fact]
    public void After_a_turn_that_took_longer_nobody_waits()
    {
        var gathering = Busy(PacketGathering.ManyPerSecond);
        var now = Second + gathering.TimeToSleep(Second);

        now += PacketGathering.LongestNanoseconds;

        Assert.Equal(0, gathering.TimeToSleep(now));
    }

    [Fact]
    public void When_the_calls_have_ended_gathering_ends()
    {
        var gathering = Busy(PacketGathering.ManyPerSecond);
        gathering.TimeToSleep(Second);

        Assert.Equal(0, gathering.TimeToSleep(2 * Second));
    }

    /// <summary>A gathering that has seen a tenth of a second of such traffic and has just been woken, at one second.</summary>
    private static PacketGathering Busy(int packetsPerSecond)
    {
        var gathering = default(PacketGathering);
        gathering.TimeToSleep(Second - (100 * Millisecond));
        gathering.Count(packetsPerSecond / 10);
        Assert.Equal(0, gathering.TimeToSleep(Second));
        return gathering;
    }
}
