using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class CSeqHeaderTests
{
    [Theory]
    [InlineData("4711 INVITE", 4711u, "INVITE")]
    [InlineData(" 0009 \t BYE ", 9u, "BYE")]
    [InlineData("0 OPTIONS", 0u, "OPTIONS")]
    [InlineData("2147483647 x-method", 2147483647u, "x-method")]
    public void TryParse_GivesNumberAndMethod(string text, uint number, string method)
    {
        Assert.True(CSeqHeader.TryParse(text, out var cseq));
        Assert.Equal(new CSeqHeader(number, new SipMethod(method)), cseq);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("INVITE")]
    [InlineData("1 ")]
    [InlineData("-1 INVITE")]
    [InlineData("1.0 INVITE")]
    [InlineData("1 INVITE x")]
    [InlineData("1INVITE")]
    [InlineData("2147483648 INVITE")]
    [InlineData("36893488147419103232 INVITE")]
    public void TryParse_Malformed_IsRefused(string text) => Assert.False(CSeqHeader.TryParse(text, out _));

    [Fact]
    public void SipMethod_IsCaseSensitive()
    {
        Assert.True(SipMethod.TryParse("invite", out var lower));
        Assert.NotEqual(SipMethod.Invite, lower);
        Assert.False(SipMethod.TryParse("IN VITE", out _));
        Assert.False(SipMethod.TryParse("", out _));
    }
}
