using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class SipParametersTests
{
    [Fact]
    public void With_ReplacesInPlaceWithoutCase()
    {
        var parameters = SipParameters.Empty.With("a", "1").With("lr", null).With("A", "2");

        Assert.Equal(";A=2;lr", parameters.ToString());
        Assert.Equal(2, parameters.Count);
        Assert.True(parameters.Contains("LR"));
        Assert.Null(parameters["lr"]);
        Assert.Null(parameters["none"]);
    }

    [Fact]
    public void Without_RemovesWithoutCaseAndKeepsTheOriginal()
    {
        var parameters = SipParameters.Empty.With("a", "1").With("b", "2");

        Assert.Equal(";b=2", parameters.Without("A").ToString());
        Assert.Same(parameters, parameters.Without("c"));
        Assert.Equal(["a", "b"], parameters.Select(pair => pair.Key));
    }

    [Fact]
    public void Equality_IgnoresOrderAndCaseOfNamesButNotOfValues()
    {
        var left = SipParameters.Empty.With("a", "x").With("b", null);
        var right = SipParameters.Empty.With("B", null).With("A", "x");

        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.NotEqual(left, right.With("a", "X"));
        Assert.NotEqual(left, right.Without("b"));
        Assert.NotEqual(left, right.With("b", ""));
    }

    [Theory]
    [InlineData("plain-1.2", ";p=plain-1.2")]
    [InlineData("[2001:db8::1]", ";p=[2001:db8::1]")]
    [InlineData("has space", ";p=\"has space\"")]
    [InlineData("a;b,c", ";p=\"a;b,c\"")]
    [InlineData("", ";p=\"\"")]
    [InlineData("q\"b\\", ";p=\"q\\\"b\\\\\"")]
    public void ToString_QuotesWhereItMust(string value, string expected) =>
        Assert.Equal(expected, SipParameters.Empty.With("p", value).ToString());
}
