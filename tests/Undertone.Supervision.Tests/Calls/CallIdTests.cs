using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Tests.Calls;

public class CallIdTests
{
    [Fact]
    public void The_text_form_reads_back()
    {
        Assert.True(CallId.TryParse("1650094666.549", out CallId id));
        Assert.Equal(new CallId(1650094666, 549), id);
        Assert.Equal("1650094666.549", id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("-1.5")]
    [InlineData("1.5.6")]
    [InlineData("1.99999999999999999999")]
    [InlineData("a.b")]
    public void Other_texts_are_refused(string text) => Assert.False(CallId.TryParse(text, out _));
}
