using System.Net;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>From which trunk a request is taken to come.</summary>
public sealed class TrunkSourceTests
{
    private static readonly IPEndPoint Here = IPEndPoint.Parse("192.0.2.100:5060");

    [Theory]
    [InlineData("192.0.2.1", null, "udp 192.0.2.1:5060", true)]
    [InlineData("192.0.2.1", null, "udp 192.0.2.1:40000", true)]
    [InlineData("192.0.2.1", null, "tcp 192.0.2.1:40000", true)]
    [InlineData("192.0.2.1", null, "udp 192.0.2.2:5060", false)]
    [InlineData("192.0.2.1", 5070, "udp 192.0.2.1:5070", true)]
    [InlineData("192.0.2.1", 5070, "udp 192.0.2.1:5060", false)]
    [InlineData("192.0.2.1", 5070, "tcp 192.0.2.1:40000", false)]
    public void A_trunk_over_UDP_is_known_by_its_address_and_by_its_port_if_one_is_given(string host, int? port, string source, bool isKnown)
        => Assert.Equal(isKnown, Find(source, null, Trunk("a", host, port, SipTransportKind.Udp)) is not null);

    [Theory]
    [InlineData(5070, "tcp 192.0.2.1:40000", true)]
    [InlineData(5070, "udp 192.0.2.1:5070", false)]
    [InlineData(null, "udp 192.0.2.1:5060", true)]
    public void A_trunk_over_TCP_connects_from_any_port(int? port, string source, bool isKnown)
        => Assert.Equal(isKnown, Find(source, null, Trunk("a", "192.0.2.1", port, SipTransportKind.Tcp)) is not null);

    [Fact]
    public void The_trunk_that_matches_most_closely_is_taken_whatever_the_order()
    {
        Trunk any = Trunk("any", "192.0.2.1", null, SipTransportKind.Udp);
        Trunk exact = Trunk("exact", "192.0.2.1", 5070, SipTransportKind.Udp);

        Assert.Equal("exact", Find("udp 192.0.2.1:5070", null, any, exact)?.Name);
        Assert.Equal("exact", Find("udp 192.0.2.1:5070", null, exact, any)?.Name);
        Assert.Equal("any", Find("udp 192.0.2.1:5080", null, exact, any)?.Name);
    }

    [Fact]
    public void Two_accounts_at_one_address_are_told_apart_by_the_account_that_is_called()
    {
        Trunk first = Trunk("first", "192.0.2.1", 5060, SipTransportKind.Udp, "one");
        Trunk second = Trunk("second", "192.0.2.1", 5060, SipTransportKind.Udp, "two");

        Assert.Equal("second", Find("udp 192.0.2.1:5060", "two", first, second)?.Name);
        Assert.Equal("first", Find("udp 192.0.2.1:5060", "5550001", first, second)?.Name);
    }

    [Fact]
    public void A_trunk_of_several_addresses_is_known_by_each()
    {
        Trunk trunk = Trunk("a", "192.0.2.1", null, SipTransportKind.Udp);
        trunk.Ways = [.. trunk.Ways, Way("192.0.2.9", 5060, SipTransportKind.Udp)];

        Assert.NotNull(Find("udp 192.0.2.9:5060", null, trunk));
    }

    private static Trunk Trunk(string name, string host, int? port, SipTransportKind transport, string account = "")
        => new(new TrunkOptions { Name = name, Address = SipUri.Create(null, host, port), Username = account })
        {
            Ways = [Way(host, port ?? 5060, transport)],
        };

    private static SipFlow Way(string host, int port, SipTransportKind transport) => new(transport, Here, new IPEndPoint(IPAddress.Parse(host), port));

    private static Trunk? Find(string source, string? user, params Trunk[] trunks)
    {
        string[] parts = source.Split(' ');
        SipTransportKind transport = parts[0] == "udp" ? SipTransportKind.Udp : SipTransportKind.Tcp;
        return TrunkSource.Find([.. trunks], new SipFlow(transport, Here, IPEndPoint.Parse(parts[1])), user);
    }
}
