using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads <c>Routes</c> and checks them against the trunks and extensions.</summary>
internal static class RouteSection
{
    public static RouteSettings Read(SectionReader root, ImmutableArray<TrunkSettings> trunks, ImmutableArray<ExtensionSeed> extensions)
    {
        SectionReader routes = root.Section("Routes");
        ImmutableArray<OutboundRoute> outbound = [.. routes.Items("Outbound").Select(reader =>
            new OutboundRoute(Pattern(reader, "Pattern"), Trunk(reader, trunks)))];
        ImmutableArray<InboundRoute> inbound = [.. routes.Items("Inbound").Select(reader =>
            new InboundRoute(Trunk(reader, trunks), Pattern(reader, "Number"), Target(reader, extensions, outbound)))];
        return new RouteSettings { Outbound = outbound, Inbound = inbound };
    }

    private static string Pattern(SectionReader reader, string key)
    {
        string pattern = reader.RequiredText(key, "a regular expression for the number");
        try
        {
            _ = Compile(pattern);
            return pattern;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            reader.Reject(key, $"must be a regular expression without back-references and look-around: {failure.Message}");
            return "";
        }
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

    private static string Target(SectionReader reader, ImmutableArray<ExtensionSeed> extensions, ImmutableArray<OutboundRoute> outbound)
    {
        string number = reader.RequiredText("Extension", "the number of an extension, or an outside number that an outbound route takes");
        bool isKnown = extensions.Any(extension => extension.Number == number)
            || outbound.Any(route => route.Pattern.Length > 0 && Compile(route.Pattern).IsMatch(number));
        if (number.Length > 0 && !isKnown)
        {
            reader.Warn("Extension", $"{number} is no extension of this file and no outbound route takes it; calls fail unless it was made through an API");
        }

        return number;
    }

    // Numbers come from the network: an expression that can backtrack would let a caller stop the server.
    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
