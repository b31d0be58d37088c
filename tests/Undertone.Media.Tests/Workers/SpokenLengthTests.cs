using Undertone.Media.Workers;

namespace Undertone.Media.Tests.Workers;

public sealed class SpokenLengthTests
{
    [Fact]
    public void The_first_packet_shows_the_length()
    {
        var length = default(SpokenLength);
        Assert.True(length.Observe(30));
        length.NoteTold();
        Assert.All(Enumerable.Range(0, 20), _ => Assert.False(length.Observe(30)));
    }

    [Fact]
    public void What_could_not_be_told_is_said_again()
    {
        var length = default(SpokenLength);
        Assert.True(length.Observe(30));
        Assert.True(length.Observe(30));
    }

    [Fact]
    public void Single_packets_of_another_length_change_nothing_and_several_in_a_row_do()
    {
        var length = default(SpokenLength);
        length.Observe(20);
        length.NoteTold();
        for (var i = 0; i < 10; i++)
        {
            Assert.False(length.Observe(10));
            Assert.False(length.Observe(20));
        }

        Assert.All(Enumerable.Range(1, SpokenLength.PacketsOfAChange - 1), _ => Assert.False(length.Observe(40)));
        Assert.True(length.Observe(40));
        Assert.True(length.Observe(40));
        length.NoteTold();
        Assert.False(length.Observe(40));
    }
}
