using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class TickListsTests
{
    [Fact]
    public void Random_changes_agree_with_a_plain_set()
    {
        var lists = new TickLists(50);
        var expected = new Dictionary<int, int>();
        var random = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var (leg, phase) = (random.Next(50), random.Next(4));
            if (random.Next(2) == 0)
            {
                lists.Add(leg, phase);
                expected.TryAdd(leg, phase);
            }
            else
            {
                lists.Remove(leg);
                expected.Remove(leg);
            }

            Assert.Equal(expected.Count, lists.Count);
            Assert.Equal(expected.ContainsKey(leg), lists.Contains(leg));
        }

        for (var phase = 0; phase < 4; phase++)
        {
            var legs = new List<int>();
            for (var leg = lists.First(phase); leg >= 0; leg = lists.After(leg))
            {
                legs.Add(leg);
            }

            Assert.Equal(expected.Where(pair => pair.Value == phase).Select(pair => pair.Key).Order(), legs.Order());
        }
    }
}
