using System.Collections.Immutable;
using System.Net;
using Undertone.Http.Shared.Callbacks;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Callbacks</c>: where the requests that this server sends to others may go.</summary>
internal static class CallbackSection
{
    public static CallbackPolicy Read(SectionReader reader) => new()
    {
        Allowed = NetworkList.Read(reader, "AllowedNetworks"),
        Denied = NetworkList.Read(reader, "DeniedNetworks"),
    };
}

/// <summary>Reads a list of networks; a single address stands for itself.</summary>
internal static class NetworkList
{
    public static ImmutableArray<IPNetwork> Read(SectionReader reader, string key)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (string text in reader.List(key, []))
        {
            if (IPNetwork.TryParse(text, out IPNetwork network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out IPAddress? address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                reader.Findings.Add(new Mistake(reader.Full(key), text, "must be an IP address or a network such as 192.0.2.0/24, with no bit set behind the prefix"));
            }
        }

        return networks.ToImmutable();
    }
}
