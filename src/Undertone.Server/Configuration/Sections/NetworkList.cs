using System.Collections.Immutable;
using System.Net;
using Undertone.Server.Configuration.Reading;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads a list of networks; a single address stands for itself.</summary>
internal static class NetworkList
{
    public static ImmutableArray<IPNetwork> Read(SectionReader reader, string key)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (string text in reader.List(key, []))
        {
            if (NetworkText.TryParse(text, out IPNetwork network))
            {
                networks.Add(network);
            }
            else
            {
                reader.Findings.Add(new Mistake(
                    reader.Full(key), text, "must be an IP address, or a network such as 192.0.2.0/24 or 2001:db8::/32 with zeros after its prefix"));
            }
        }

        return networks.ToImmutable();
    }
}
