using System.Net;
using System.Net.Sockets;

namespace Undertone.Sip.Transports;

/// <summary>Addresses as they may stand in a message.</summary>
internal static class AddressText
{
    /// <summary>Without the interface of a link-local IPv6 address, which means nothing to the peer and has no place in the grammar.</summary>
    public static string Of(IPAddress address) => address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 }
        ? new IPAddress(address.GetAddressBytes()).ToString()
        : address.ToString();
}
