namespace Undertone.Media.Tests.Io;

public sealed class MediaOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.Empty(MediaOptionsValidator.Validate(new MediaOptions()));

    [Fact]
    public void Every_mistake_is_told_at_once_with_key_value_and_range()
    {
        var mistakes = MediaOptionsValidator.Validate(new MediaOptions
        {
            FirstPort = 80,
            LastPort = 81,
            Workers = 65,
            LegCapacityPerWorker = 0,
            PortRest = TimeSpan.FromMinutes(11),
            SilenceAfter = TimeSpan.Zero,
            CommandQueueLength = 1,
        });
        Assert.Equal(
            ["FirstPort", "LastPort", "Workers", "LegCapacityPerWorker", "CommandQueueLength", "PortRest", "SilenceAfter"],
            mistakes.Select(mistake => mistake[..mistake.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.Contains("FirstPort is 80; allowed are 1024 to 65534.", mistakes);
    }

    [Fact]
    public void A_range_without_a_pair_is_a_mistake() =>
        Assert.Single(MediaOptionsValidator.Validate(new MediaOptions { FirstPort = 20001, LastPort = 20002 }));
}
