using System.Collections.Immutable;
using System.Net;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// Which addresses callbacks may reach. Whoever may set a callback's address can make this server send requests from inside the
/// operator's network; the metadata services of clouds, which give out credentials, live on link-local addresses.
/// </summary>
public sealed record CallbackPolicy
{
    /// <summary>Refused in any case: link-local addresses, the metadata addresses of clouds outside them, and what is no address of a host.</summary>
    public static ImmutableArray<IPNetwork> DeniedByDefault { get; } =
    [
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("192.0.0.192/32"),
        IPNetwork.Parse("fd00:ec2::254/128"), IPNetwork.Parse("fd20:ce::254/128"),
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("224.0.0.0/3"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("::/128"),
    ];

    // RFC 6052 2.1: the last four bytes are the IPv4 address that is really reached.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>If not empty, only these networks are reached.</summary>
    public ImmutableArray<IPNetwork> Allowed { get; init; } = [];

    /// <summary>Refused, in addition to <see cref="DeniedByDefault"/>.</summary>
    public ImmutableArray<IPNetwork> Denied { get; init; } = [];

    /// <summary>True if a callback may be sent to an address.</summary>
    public bool Allows(IPAddress address)
    {
        if (Nat64.Contains(address) && !Allows(new IPAddress(address.GetAddressBytes()[^4..])))
        {
            return false;
        }

        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !DeniedByDefault.Any(network => network.Contains(plain))
            && !Denied.Any(network => network.Contains(plain))
            && (Allowed.IsEmpty || Allowed.Any(network => network.Contains(plain)));
    }
}
