using System.Net;
using System.Net.Sockets;

namespace Undertone.Server.Configuration.Reading;

/// <summary>Reads an IP address, or a network as <c>192.0.2.0/24</c> or <c>2001:db8::/32</c>.</summary>
internal static class NetworkText
{
    private const int Ipv4Parts = 4;
    private const int Ipv4Bits = 32;
    private const int Ipv6Bits = 128;

    /// <summary>False if the text is neither; a single address becomes the network of it alone.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        string[] parts = text.Split('/');
        if (!IPAddress.TryParse(parts[0], out IPAddress? address) || parts[0].Contains('%'))
        {
            return false;
        }

        // The framework takes 10 for 0.0.0.10; whoever writes that means something else.
        if (address.AddressFamily is AddressFamily.InterNetwork && parts[0].Split('.').Length != Ipv4Parts)
        {
            return false;
        }

        if (parts.Length == 1)
        {
            IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            network = new IPNetwork(plain, plain.AddressFamily is AddressFamily.InterNetwork ? Ipv4Bits : Ipv6Bits);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }
}
