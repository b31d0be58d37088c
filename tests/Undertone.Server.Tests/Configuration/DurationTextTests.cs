using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData(" 5 m ", 300_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("00:00:30", 30_000)]
    [InlineData("0s", 0)]
    public void A_time_with_a_unit_is_read(string text, int milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("30 seconds")]
    [InlineData("99999999999s")]
    [InlineData("12:99:00")]
    public void Anything_else_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("500ms")]
    [InlineData("90s")]
    [InlineData("10m")]
    [InlineData("24h")]
    [InlineData("0s")]
    public void What_is_written_is_read_back(string text)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan duration));
        Assert.Equal(text, DurationText.Write(duration));
    }
}
