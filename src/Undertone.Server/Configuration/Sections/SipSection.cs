using System.Diagnostics.CodeAnalysis;
using System.Net;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Sip</c>.</summary>
internal static class SipSection
{
    private static readonly TimeSpan ShortestRegistration = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRegistration = TimeSpan.FromDays(7);

    private static readonly string[] KnownAlgorithms = ["MD5", "SHA-256"];

    public static SipSettings Read(SectionReader reader)
    {
        var defaults = new SipSettings();
        var settings = new SipSettings
        {
            Listen = reader.List(nameof(defaults.Listen), defaults.Listen),
            Domain = reader.Text(nameof(defaults.Domain), defaults.Domain),
            PublicAddress = reader.Text(nameof(defaults.PublicAddress)),
            DigestAlgorithms = [.. reader.List(nameof(defaults.DigestAlgorithms), defaults.DigestAlgorithms).Select(name => name.ToUpperInvariant())],
            MinimumRegistration = reader.Duration(
                nameof(defaults.MinimumRegistration), defaults.MinimumRegistration, ShortestRegistration, LongestRegistration),
            MaximumRegistration = reader.Duration(
                nameof(defaults.MaximumRegistration), defaults.MaximumRegistration, ShortestRegistration, LongestRegistration),
        };
        Check(reader, settings);
        return settings;
    }

    /// <summary>Reads <c>udp://ADDRESS:PORT</c> or <c>tcp://ADDRESS:PORT</c>; without a port it is 5060.</summary>
    public static bool TryParseListen(string text, [NotNullWhen(true)] out string? transport, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        transport = null;
        int separator = text.IndexOf("://", StringComparison.Ordinal);
        string scheme = separator < 0 ? "" : text[..separator].ToLowerInvariant();
        string rest = separator < 0 ? "" : text[(separator + 3)..].TrimEnd('/');
        bool bracketed = rest.StartsWith('[');
        if (scheme is not ("udp" or "tcp") || (!bracketed && rest.Count(character => character == ':') > 1) || !IPEndPoint.TryParse(rest, out endPoint))
        {
            return false;
        }

        bool hasPort = bracketed ? rest.Contains("]:", StringComparison.Ordinal) : rest.Contains(':', StringComparison.Ordinal);
        endPoint = hasPort ? endPoint : new IPEndPoint(endPoint.Address, 5060);
        transport = scheme;
        return true;
    }

    private static void Check(SectionReader reader, SipSettings settings)
    {
        if (settings.Listen.IsEmpty)
        {
            reader.Reject(nameof(settings.Listen), "must name at least one address, such as udp://0.0.0.0:5060");
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string listen in settings.Listen)
        {
            if (!TryParseListen(listen, out string? transport, out IPEndPoint? endPoint))
            {
                reader.Findings.Add(new Mistake(
                    reader.Full(nameof(settings.Listen)), listen, "must be udp://ADDRESS:PORT or tcp://ADDRESS:PORT with an IP address and a port from 0 to 65535"));
            }
            else if (endPoint.Port != 0 && !seen.Add($"{transport}://{endPoint}"))
            {
                reader.Findings.Add(new Mistake(reader.Full(nameof(settings.Listen)), listen, "is named twice"));
            }
        }

        if (settings.Domain.Length == 0 || settings.Domain.Length > 253 || Uri.CheckHostName(settings.Domain) is UriHostNameType.Unknown)
        {
            reader.Reject(nameof(settings.Domain), "must be a host name or an IP address");
        }

        if (settings.PublicAddress.Length > 0
            && (!IPAddress.TryParse(settings.PublicAddress, out IPAddress? address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            reader.Reject(nameof(settings.PublicAddress), "must be empty, or the IP address that phones outside reach this server by");
        }

        if (settings.DigestAlgorithms.IsEmpty
            || settings.DigestAlgorithms.Except(KnownAlgorithms).Any()
            || settings.DigestAlgorithms.Distinct().Count() < settings.DigestAlgorithms.Length)
        {
            reader.Findings.Add(new Mistake(
                reader.Full(nameof(settings.DigestAlgorithms)), string.Join(",", settings.DigestAlgorithms), $"must name one or both of {string.Join(", ", KnownAlgorithms)}, each once"));
        }

        if (settings.MinimumRegistration > settings.MaximumRegistration)
        {
            reader.Reject(nameof(settings.MinimumRegistration), $"must not be longer than Sip:MaximumRegistration ({DurationText.Write(settings.MaximumRegistration)})");
        }
    }
}
