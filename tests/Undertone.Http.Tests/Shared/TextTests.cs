using Undertone.Http.Shared;

namespace Undertone.Http.Tests.Shared;

public sealed class TextTests
{
    [Theory]
    [InlineData("/a/b", "/a/b")]
    [InlineData("//a///b//", "/a/b/")]
    [InlineData("", "")]
    [InlineData("////", "/")]
    public void RepeatedSlashes_BecomeOne(string path, string expected) => Assert.Equal(expected, RepeatedSlashes.Collapse(path));

    [Theory]
    [InlineData("2008", "2008")]
    [InlineData("a\r\nb\tc\u0000", "a??b?c?")]
    [InlineData("", "")]
    public void LogText_CannotForgeALine(string text, string expected) => Assert.Equal(expected, LogText.Of(text));

    [Fact]
    public void LogText_IsShort() => Assert.Equal(new string('x', 64), LogText.Of(new string('x', 1_000_000)));

    [Fact]
    public void TokenDigest_TellsTokensApart_AndPrintsNone()
    {
        Assert.Equal(TokenDigest.Of("a"), TokenDigest.Of("a"));
        Assert.NotEqual(TokenDigest.Of("a"), TokenDigest.Of("b"));
        Assert.Equal("TokenDigest", TokenDigest.Of("a").ToString());
    }
}
