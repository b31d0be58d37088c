using Undertone.Server.Metrics;

namespace Undertone.Server.Tests.Metrics;

public sealed class RecentPausesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RecentPauses _pauses = new(TimeSpan.FromMilliseconds(100));

    [Fact]
    public void Without_a_collection_there_is_no_pause() => Assert.Equal(TimeSpan.Zero, _pauses.Longest(Start));

    [Fact]
    public void The_longest_of_the_last_minute_is_told_and_then_forgotten()
    {
        Note(total: 103, second: 0);
        Note(total: 112, second: 10);
        Note(total: 114, second: 10);
        Note(total: 119, second: 30);

        Assert.Equal(9, LongestMilliseconds(second: 30));
        Assert.Equal(9, LongestMilliseconds(second: 69));
        Assert.Equal(5, LongestMilliseconds(second: 70));
        Assert.Equal(0, LongestMilliseconds(second: 90));
    }

    [Fact]
    public void A_place_is_used_again_after_a_minute()
    {
        Note(total: 140, second: 5);
        Note(total: 142, second: 65);

        Assert.Equal(2, LongestMilliseconds(second: 65));
    }

    private void Note(int total, int second) => _pauses.Note(TimeSpan.FromMilliseconds(total), Start.AddSeconds(second));

    private double LongestMilliseconds(int second) => _pauses.Longest(Start.AddSeconds(second)).TotalMilliseconds;
}
