using System.Net;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Tests.Configuration;

public class NetworkTextTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("192.0.2.0/24", "192.0.2.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::1", "2001:db8::1/128")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7/32")]
    public void Addresses_and_networks_are_read(string text, string network)
    {
        Assert.True(NetworkText.TryParse(text, out IPNetwork read));
        Assert.Equal(network, read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/")]
    [InlineData("192.0.2.0/24/8")]
    [InlineData("/24")]
    [InlineData("pbx.example.com")]
    [InlineData("fe80::1%eth0")]
    public void Anything_else_is_refused(string text) => Assert.False(NetworkText.TryParse(text, out _));
}
