using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Undertone.Http.Shared;

/// <summary>The address that a request came from. Forwarding headers are not believed: anyone can write them.</summary>
internal static class ClientAddress
{
    private const int Ipv6Bytes = 16;
    private const int Ipv6NetworkBytes = 8;

    /// <summary>The peer's address, an IPv4 address in its own form even on a dual-stack socket; <see cref="IPAddress.None"/> if unknown.</summary>
    public static IPAddress Of(HttpContext http)
        => http.Connection.RemoteIpAddress is { } address ? Plain(address) : IPAddress.None;

    /// <summary>An IPv4 address in its own form even if it came over a dual-stack socket.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The address as text for audit records and logs; empty if unknown.</summary>
    public static string TextOf(HttpContext http)
    {
        IPAddress address = Of(http);
        return address.Equals(IPAddress.None) ? "" : address.ToString();
    }

    /// <summary>What one client controls: an IPv4 address, or the /64 network of an IPv6 address.</summary>
    public static IPAddress NetworkOf(IPAddress address)
    {
        IPAddress plain = Plain(address);
        if (plain.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return plain;
        }

        Span<byte> bytes = stackalloc byte[Ipv6Bytes];
        plain.TryWriteBytes(bytes, out _);
        bytes[Ipv6NetworkBytes..].Clear();
        return new IPAddress(bytes);
    }
}
