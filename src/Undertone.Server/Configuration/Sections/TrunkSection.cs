using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Trunks</c> and <c>Routes</c>, which belong together.</summary>
internal static class TrunkSection
{
    public static ImmutableArray<TrunkSettings> ReadTrunks(SectionReader root)
    {
        var trunks = ImmutableArray.CreateBuilder<TrunkSettings>();
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (SectionReader reader in root.Items("Trunks"))
        {
            var trunk = new TrunkSettings
            {
                Name = reader.RequiredText(nameof(TrunkSettings.Name), "a name that routes can refer to"),
                Address = reader.RequiredText(nameof(TrunkSettings.Address), "a SIP URI such as sip:192.0.2.1:5060;transport=udp"),
                Username = reader.Text(nameof(TrunkSettings.Username)),
                Password = reader.Text(nameof(TrunkSettings.Password)),
                Register = reader.Flag(nameof(TrunkSettings.Register), fallback: false),
            };
            if (trunk.Address.Length > 0 && !trunk.Address.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
            {
                reader.Reject(nameof(trunk.Address), "must be a SIP URI such as sip:192.0.2.1:5060;transport=udp");
            }

            if (trunk.Name.Length > 0 && !names.Add(trunk.Name))
            {
                reader.Reject(nameof(trunk.Name), "is used by another trunk");
            }

            if (trunk.Register && trunk.Username.Length == 0)
            {
                reader.Reject(nameof(trunk.Username), "must not be empty when Register is true");
            }

            trunks.Add(trunk);
        }

        if (trunks.Count > 0)
        {
            root.Warn("Trunks", "trunks are not served yet: calls from and to them are refused");
        }

        return trunks.ToImmutable();
    }

    public static RouteSettings ReadRoutes(SectionReader root, ImmutableArray<TrunkSettings> trunks, ImmutableArray<ExtensionSeed> extensions)
    {
        SectionReader routes = root.Section("Routes");
        ImmutableArray<OutboundRoute> outbound = [.. routes.Items("Outbound").Select(reader =>
            new OutboundRoute(Pattern(reader, "Pattern"), Trunk(reader, trunks)))];
        ImmutableArray<InboundRoute> inbound = [.. routes.Items("Inbound").Select(reader =>
            new InboundRoute(Trunk(reader, trunks), Pattern(reader, "Number"), Target(reader, extensions)))];
        if (outbound.Length + inbound.Length > 0)
        {
            root.Warn("Routes", "routes are not served yet");
        }

        return new RouteSettings { Outbound = outbound, Inbound = inbound };
    }

    private static string Pattern(SectionReader reader, string key)
    {
        string pattern = reader.RequiredText(key, "a regular expression for the number");
        try
        {
            // Numbers come from the network: an expression that can backtrack would let a caller stop the server.
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            reader.Reject(key, $"must be a regular expression without back-references and look-around: {failure.Message}");
        }

        return pattern;
    }

    private static string Trunk(SectionReader reader, ImmutableArray<TrunkSettings> trunks)
    {
        string name = reader.RequiredText("Trunk", "the name of a trunk");
        if (name.Length > 0 && !trunks.Any(trunk => trunk.Name == name))
        {
            reader.Reject("Trunk", $"is not the name of a trunk{Suggestion.For(name, trunks.Select(trunk => trunk.Name))}");
        }

        return name;
    }

    private static string Target(SectionReader reader, ImmutableArray<ExtensionSeed> extensions)
    {
        string number = reader.RequiredText("Extension", "the number of an extension");
        if (number.Length > 0 && !extensions.Any(extension => extension.Number == number))
        {
            reader.Warn("Extension", $"{number} is no extension of this file; calls fail unless it was made through an API");
        }

        return number;
    }
}
