using Undertone.Media.Ports;

namespace Undertone.Media.Tests.Ports;

public sealed class PortPoolTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(20000, 20009, 5)]
    [InlineData(20001, 20009, 4)]
    [InlineData(20000, 20008, 4)]
    [InlineData(20000, 20001, 1)]
    [InlineData(20001, 20002, 0)]
    [InlineData(20000, 20000, 0)]
    [InlineData(65534, 65535, 1)]
    public void Only_even_ports_with_the_odd_one_after_them_in_the_range_are_pairs(int first, int last, int pairs)
    {
        var pool = new PortPool(first, last, TimeSpan.Zero);
        Assert.Equal(pairs, pool.Free);
        Assert.Equal(pairs, new MediaOptions { FirstPort = first, LastPort = last }.PortPairs);
        while (pool.TryTake(_ => 0, out var port))
        {
            Assert.Equal(0, port % 2);
            Assert.InRange(port, first, last - 1);
        }

        Assert.Equal(pairs, pool.Used);
    }

    [Fact]
    public void The_order_is_the_random_ones()
    {
        var pool = new PortPool(20000, 20009, TimeSpan.Zero);
        var taken = new List<int>();
        while (pool.TryTake(count => count / 2, out var port))
        {
            taken.Add(port);
        }

        Assert.Equal([20004, 20008, 20002, 20006, 20000], taken);
    }

    [Theory]
    [InlineData(new int[] { }, 29, false)]
    [InlineData(new int[] { }, 30, true)]
    [InlineData(new[] { 10 }, 39, false)]
    [InlineData(new[] { 10 }, 40, true)]
    [InlineData(new[] { 10, 35, 60 }, 89, false)]
    [InlineData(new[] { 10, 35, 60 }, 90, true)]
    public void A_pair_rests_until_it_was_quiet_for_30_seconds(int[] heardAt, int asked, bool isFree)
    {
        var pool = Resting();
        foreach (var second in heardAt)
        {
            pool.HeardAgain(20000, Start.AddSeconds(second));
        }

        AssertRest(pool, Start.AddSeconds(asked), isFree);
    }

    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public void A_pair_that_never_gets_quiet_is_free_after_ten_minutes(int asked, bool isFree)
    {
        var pool = Resting();
        for (var second = 0; second < asked; second++)
        {
            pool.HeardAgain(20000, Start.AddSeconds(second));
        }

        AssertRest(pool, Start.AddSeconds(asked), isFree);
    }

    private static PortPool Resting()
    {
        var pool = new PortPool(20000, 20001, TimeSpan.FromSeconds(30));
        Assert.True(pool.TryTake(_ => 0, out var port));
        pool.BeginRest(port, Start);
        Assert.Equal((0, 1, 0), (pool.Used, pool.Resting, pool.Free));
        return pool;
    }

    private static void AssertRest(PortPool pool, DateTimeOffset now, bool isFree)
    {
        var rested = new List<int>();
        pool.EndRests(now, rested);
        Assert.Equal(isFree ? [20000] : [], rested);
        Assert.Equal(isFree, pool.TryTake(_ => 0, out _));
    }
}
