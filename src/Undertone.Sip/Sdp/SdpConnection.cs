using System.Net;
using System.Net.Sockets;

namespace Undertone.Sip.Sdp;

/// <summary>A connection line "c=IN IP4 address" (RFC 8866 5.7). A multicast suffix (TTL, count) is dropped.</summary>
/// <param name="AddressType">"IP4" or "IP6".</param>
/// <param name="Address">An IP address or a host name.</param>
public sealed record SdpConnection(string AddressType, string Address)
{
    /// <summary>A connection line for <paramref name="address"/>.</summary>
    public static SdpConnection For(IPAddress address) => new(TypeOf(address), address.ToString());

    /// <summary>The address, or null where a host name is given, which this library does not resolve.</summary>
    public IPAddress? IPAddress => IPAddress.TryParse(Address, out var parsed) ? parsed : null;

    /// <summary>Whether this is the "nowhere" of hold as RFC 2543 B.5 had it: 0.0.0.0, or :: for IPv6.</summary>
    public bool IsUnspecified => IPAddress is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    internal static string TypeOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";

    /// <inheritdoc/>
    public override string ToString() => $"IN {AddressType} {Address}";
}
