using System.Net;
using Undertone.Media.Io;
using Undertone.Media.Io.Linux;

namespace Undertone.Media.Tests.Io;

public sealed class MediaAddressTests
{
    [Theory]
    [InlineData("192.0.2.1:4000")]
    [InlineData("255.255.255.255:65535")]
    [InlineData("[2001:db8::7]:4000")]
    public void An_end_point_survives_the_way_through_both_forms(string text)
    {
        var endPoint = IPEndPoint.Parse(text);
        var address = MediaAddress.From(endPoint);
        Assert.Equal(endPoint, address.ToEndPoint());
        Assert.True(address.IsKnown);
        Span<byte> bytes = stackalloc byte[SocketAddressBytes.LargestBytes];
        SocketAddressBytes.Write(address, socketIsVersion6: true, bytes);
        Assert.Equal(address, SocketAddressBytes.Read(bytes));
        SocketAddressBytes.Write(address, address.IsVersion6, bytes);
        Assert.Equal(address, SocketAddressBytes.Read(bytes));
    }

    [Theory]
    [InlineData("0.0.0.0:4000")]
    [InlineData("[::]:4000")]
    [InlineData("192.0.2.1:0")]
    public void What_SDP_uses_for_not_known_is_not_known(string text) => Assert.False(MediaAddress.From(IPEndPoint.Parse(text)).IsKnown);

    [Fact]
    public void A_mapped_address_is_the_address() =>
        Assert.Equal(MediaAddress.From(IPEndPoint.Parse("192.0.2.1:9")), MediaAddress.From(IPEndPoint.Parse("[::ffff:192.0.2.1]:9")));

    [Fact]
    public void Hosts_are_compared_without_ports()
    {
        var address = MediaAddress.From(IPEndPoint.Parse("192.0.2.1:9"));
        Assert.True(address.HasSameHost(address.WithPort(10)));
        Assert.NotEqual(address, address.WithPort(10));
        Assert.False(address.HasSameHost(default));
        Assert.Null(default(MediaAddress).ToEndPoint());
        Assert.Equal(default, MediaAddress.From(null));
    }
}
