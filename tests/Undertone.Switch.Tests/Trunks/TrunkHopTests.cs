using System.Net;
using Undertone.Sip;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Tests.Trunks;

/// <summary>Where the requests of a trunk's dialog go.</summary>
public sealed class TrunkHopTests
{
    [Theory]
    [InlineData("198.51.100.7:5080", "192.0.2.1:5060", true)]
    [InlineData("10.0.0.7:5060", "10.0.0.1:5060", true)]
    [InlineData("127.0.0.1:5080", "127.0.0.1:5060", true)]
    [InlineData("172.32.0.7:5060", "192.0.2.1:5060", true)]
    [InlineData("198.51.100.7:5060", "10.0.0.1:5060", true)]
    [InlineData("10.0.0.7:5060", "192.0.2.1:5060", false)]
    [InlineData("172.16.0.7:5060", "192.0.2.1:5060", false)]
    [InlineData("192.168.1.7:5060", "192.0.2.1:5060", false)]
    [InlineData("100.64.0.7:5060", "192.0.2.1:5060", false)]
    [InlineData("169.254.0.7:5060", "192.0.2.1:5060", false)]
    [InlineData("[fd00::7]:5060", "[2001:db8::1]:5060", false)]
    public void Rfc3261_12_2_1_1_What_the_dialog_names_counts_unless_it_is_an_address_behind_NAT(string named, string seen, bool isFollowed)
        => Assert.Equal(isFollowed ? Way(named) : Way(seen), TrunkHop.Choose(Way(named), Way(seen)));

    [Theory]
    [InlineData("192.0.2.1:5060", "192.0.2.1:40000", false)]
    [InlineData("198.51.100.7:5060", "192.0.2.1:40000", true)]
    public void A_connection_to_the_same_host_is_kept_whatever_transport_is_named(string named, string seen, bool isFollowed)
    {
        SipFlow connection = Way(seen) with { Transport = SipTransportKind.Tcp };

        Assert.Equal(isFollowed ? Way(named) : connection, TrunkHop.Choose(Way(named), connection));
    }

    [Fact]
    public void A_name_or_nothing_leaves_the_way_as_it_is() => Assert.Equal(Way("192.0.2.1:5060"), TrunkHop.Choose(null, Way("192.0.2.1:5060")));

    private static SipFlow Way(string remote) => new(SipTransportKind.Udp, new IPEndPoint(IPAddress.Any, 5060), IPEndPoint.Parse(remote));
}
