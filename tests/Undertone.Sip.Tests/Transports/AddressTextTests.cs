using System.Net;
using Undertone.Sip.Transports;

namespace Undertone.Sip.Tests.Transports;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void The_interface_of_a_link_local_address_is_left_out(string address, string text) =>
        Assert.Equal(text, AddressText.Of(IPAddress.Parse(address)));
}
