using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Undertone.Server.Configuration.Reading;

/// <summary>A trunk's address as it is written in the configuration: host, port and transport of a SIP URI.</summary>
/// <param name="Host">Host name or IP address in lower case, IPv6 without brackets.</param>
/// <param name="Port">The port; null if none is written, which means 5060.</param>
/// <param name="Transport"><c>udp</c> or <c>tcp</c>.</param>
internal sealed partial record TrunkAddressText(string Host, int? Port, string Transport)
{
    /// <summary>What an address must look like.</summary>
    public const string Form = "a SIP URI of a host without a user, such as sip:192.0.2.1:5060;transport=udp or sip:sip.example.com;transport=tcp";

    private const int DefaultPort = 5060;

    /// <summary>True if both lead to the same place.</summary>
    public bool IsSamePlace(TrunkAddressText other)
        => Host == other.Host && (Port ?? DefaultPort) == (other.Port ?? DefaultPort) && Transport == other.Transport;

    /// <summary>Reads an address; false if it is not of the <see cref="Form"/>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrunkAddressText? address)
    {
        address = null;
        Match match = Pattern().Match(text);
        if (!match.Success)
        {
            return false;
        }

        string host = match.Groups["host"].Value;
        bool isLiteral6 = host.StartsWith('[');
        string bare = host.Trim('[', ']').ToLowerInvariant();
        bool hostIsRight = isLiteral6 ? IPAddress.TryParse(bare, out _) : Uri.CheckHostName(bare) is UriHostNameType.Dns or UriHostNameType.IPv4;
        int? port = match.Groups["port"].Success ? int.Parse(match.Groups["port"].Value, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        if (!hostIsRight || port is < 1 or > ushort.MaxValue)
        {
            return false;
        }

        address = new TrunkAddressText(bare, port, match.Groups["transport"].Success ? match.Groups["transport"].Value.ToLowerInvariant() : "udp");
        return true;
    }

    [GeneratedRegex(
        @"^sip:(?<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?(;transport=(?<transport>udp|tcp))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
