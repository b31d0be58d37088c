using Undertone.Media.Jitter;

namespace Undertone.Media.Tests.Jitter;

public class SampleMapTests
{
    [Fact]
    public void Agrees_with_a_list_of_booleans_for_any_range()
    {
        const int bits = 256;
        var random = new Random(7);
        var map = new ulong[bits / 64];
        var plain = new bool[bits];
        for (var round = 0; round < 5_000; round++)
        {
            var start = random.Next(bits);
            var count = random.Next(bits + 1);
            var present = random.Next(2) == 0;
            SampleMap.Mark(map, start, count, present);
            for (var i = 0; i < count; i++)
            {
                plain[(start + i) % bits] = present;
            }

            var askedStart = random.Next(bits);
            var askedCount = random.Next(70);
            var expected = Enumerable.Range(askedStart, askedCount).All(i => plain[i % bits]);
            Assert.Equal(expected, SampleMap.AllPresent(map, askedStart, askedCount));
        }
    }

    [Fact]
    public void Sequences_are_recognised_within_the_last_64()
    {
        var seen = default(SeenSequences);
        seen.Start(65530);
        Assert.False(seen.TryAdd(65530));
        Assert.True(seen.TryAdd(3));
        Assert.False(seen.TryAdd(65530));
        Assert.True(seen.TryAdd(65531));
        Assert.False(seen.TryAdd(65531));
        Assert.Equal(-8, seen.StepTo(65531));
        Assert.True(seen.TryAdd(66));
        Assert.True(seen.TryAdd(4));
        Assert.False(seen.TryAdd(2));
        Assert.True(seen.TryAdd(1000));
        Assert.True(seen.TryAdd(999));
    }
}
