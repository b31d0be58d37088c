namespace Undertone.Sip.Tests.Transports;

public sealed class SipListenAddressTests
{
    [Theory]
    [InlineData("udp://0.0.0.0:5060", SipTransportKind.Udp, "0.0.0.0:5060", "udp://0.0.0.0:5060")]
    [InlineData("tcp://[::]:5061", SipTransportKind.Tcp, "[::]:5061", "tcp://[::]:5061")]
    [InlineData("UDP://127.0.0.1:0", SipTransportKind.Udp, "127.0.0.1:0", "udp://127.0.0.1:0")]
    [InlineData("tcp://192.0.2.1", SipTransportKind.Tcp, "192.0.2.1:5060", "tcp://192.0.2.1:5060")]
    [InlineData("udp://[2001:db8::1]", SipTransportKind.Udp, "[2001:db8::1]:5060", "udp://[2001:db8::1]:5060")]
    [InlineData("udp://127.0.0.1:65535/", SipTransportKind.Udp, "127.0.0.1:65535", "udp://127.0.0.1:65535")]
    public void A_written_address_is_read_and_written_back(string text, SipTransportKind transport, string endPoint, string written)
    {
        var address = SipListenAddress.Parse(text);

        Assert.Equal(transport, address.Transport);
        Assert.Equal(endPoint, address.EndPoint.ToString());
        Assert.Equal(written, address.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5060")]
    [InlineData("0.0.0.0:5060")]
    [InlineData("tls://0.0.0.0:5061")]
    [InlineData("udp://")]
    [InlineData("udp://localhost:5060")]
    [InlineData("udp://0.0.0.0:65536")]
    [InlineData("udp://0.0.0.0:-1")]
    [InlineData("udp://0.0.0.0:")]
    [InlineData("udp://::1:5060")]
    [InlineData("udp://0.0.0.0:5060/path")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(SipListenAddress.TryParse(text, out var address));
        Assert.Null(address);
    }

    [Fact]
    public void A_refused_address_is_named()
    {
        var error = Assert.Throws<FormatException>(() => SipListenAddress.Parse("tls://0.0.0.0"));

        Assert.Contains("'tls://0.0.0.0'", error.Message, StringComparison.Ordinal);
    }
}
