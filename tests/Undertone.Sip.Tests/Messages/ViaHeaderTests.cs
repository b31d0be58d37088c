using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Messages;

public class ViaHeaderTests
{
    [Theory]
    [InlineData("SIP/2.0/UDP erlang.bell-telephone.com:5060;branch=z9hG4bK87asdks7", "UDP", "erlang.bell-telephone.com", 5060, "z9hG4bK87asdks7")]
    [InlineData("SIP/2.0/UDP first.example.com: 4000;ttl=16 ;maddr=224.2.0.1 ;branch=z9hG4bKa7c6a8dlze.1", "UDP", "first.example.com", 4000, "z9hG4bKa7c6a8dlze.1")]
    [InlineData("sip / 2.0 / TCP\t192.0.2.1", "TCP", "192.0.2.1", null, null)]
    [InlineData("SIP/2.0/TLS [2001:db8::9:1]:5061;branch=z9hG4bKas3-111", "TLS", "2001:db8::9:1", 5061, "z9hG4bKas3-111")]
    [InlineData("SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks", "WSS", "df7jal23ls0d.invalid", null, "z9hG4bK56sdasks")]
    public void TryParse_GivesTheParts(string text, string transport, string host, int? port, string? branch)
    {
        Assert.True(ViaHeader.TryParse(text, out var via));
        Assert.Equal((transport, host, port, branch), (via.Transport, via.Host, via.Port, via.Branch));
        Assert.True(ViaHeader.TryParse(via.ToString(), out var again));
        Assert.Equal(via, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0/UDP")]
    [InlineData("SIP/2.0/UDP ")]
    [InlineData("SIP/2.0 host")]
    [InlineData("SIP/2.0/ host")]
    [InlineData("HTTP/1.1/TCP host")]
    [InlineData("SIP/2.0/UDP host:99999")]
    [InlineData("SIP/2.0/UDP host:")]
    [InlineData("SIP/2.0/UDP host;;branch=x")]
    [InlineData("SIP/2.0/UDP host;branch=")]
    [InlineData("SIP/2.0/UDP ho st;branch=x")]
    [InlineData("SIP/2.0/UDP 2001:db8::9;branch=x")]
    [InlineData("SIP/2.0/U DP host;branch=x")]
    public void TryParse_Malformed_IsRefused(string text)
    {
        Assert.False(ViaHeader.TryParse(text, out var via));
        Assert.Null(via);
    }

    [Theory]
    [InlineData("SIP/2.0/UDP h;branch=z9hG4bK1", false, null)]
    [InlineData("SIP/2.0/UDP h;rport;branch=z9hG4bK1", true, null)]
    [InlineData("SIP/2.0/UDP h;rport=5070;branch=z9hG4bK1", true, 5070)]
    [InlineData("SIP/2.0/UDP h;rport=x;branch=z9hG4bK1", true, null)]
    [InlineData("SIP/2.0/UDP h;rport=70000;branch=z9hG4bK1", true, null)]
    public void Rfc3581_RPort_IsToldFromItsValue(string text, bool present, int? port)
    {
        Assert.True(ViaHeader.TryParse(text, out var via));
        Assert.Equal((present, port), (via.HasRPort, via.RPort));
    }

    [Fact]
    public void Rfc3581_4_AServerFillsInReceivedAndRPort()
    {
        Assert.True(ViaHeader.TryParse("SIP/2.0/UDP 10.1.1.1:4540;rport;branch=z9hG4bKkjshdyff", out var via));

        Assert.Equal(
            "SIP/2.0/UDP 10.1.1.1:4540;rport=9988;branch=z9hG4bKkjshdyff;received=192.0.2.1",
            via.WithReceived("192.0.2.1").WithRPort(9988).ToString());
        Assert.Equal("SIP/2.0/UDP h;rport;branch=z9hG4bKx", new ViaHeader("UDP", "h", null, SipParameters.Empty).WithRPort(null).WithBranch("z9hG4bKx").ToString());
    }

    [Theory]
    [InlineData("z9hG4bK1", true)]
    [InlineData("Z9HG4BK1", true)]
    [InlineData("z9hG4bK", false)]
    [InlineData("1", false)]
    public void HasRfc3261Branch_NeedsCookieAndMore(string branch, bool expected) =>
        Assert.Equal(expected, new ViaHeader("UDP", "h", null, SipParameters.Empty).WithBranch(branch).HasRfc3261Branch);
}
