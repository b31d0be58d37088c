using System.Net;
using System.Net.Sockets;
using Undertone.Sip;

namespace Undertone.Switch.Trunks;

/// <summary>Where the requests of a trunk's dialog go: a carrier hands calls over to servers of its own and names them in Contact and Record-Route.</summary>
internal static class TrunkHop
{
    /// <summary>The way that the dialog names, unless it leads into a private network that the trunk is not in: then the trunk is behind NAT and knows no better.</summary>
    /// <param name="named">The way to the next hop that the dialog names; null if it is a name or not served.</param>
    /// <param name="seen">The way that the trunk is reached by.</param>
    public static SipFlow Choose(SipFlow? named, SipFlow seen)
    {
        if (named is null || (IsPrivate(named.Remote.Address) && !IsPrivate(seen.Remote.Address)))
        {
            return seen;
        }

        // A connection that stands is kept, and many who speak TCP forget to say so in their Contact.
        bool isSameHost = named.Remote.Address.Equals(seen.Remote.Address);
        return isSameHost && seen.Transport == SipTransportKind.Tcp ? seen : named;
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetwork)
        {
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal || IPAddress.IsLoopback(address);
        }

        byte[] octets = address.GetAddressBytes();
        return octets[0] switch
        {
            10 or 127 => true,
            100 => octets[1] is >= 64 and < 128,
            169 => octets[1] is 254,
            172 => octets[1] is >= 16 and < 32,
            192 => octets[1] is 168,
            _ => false,
        };
    }
}
