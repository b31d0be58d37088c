using System.Collections.Immutable;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;
using Undertone.Supervision.Monitoring;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Extensions</c>.</summary>
internal static class ExtensionSection
{
    private const int LongestNumber = 7;
    private const int ShortestSafePassword = 8;

    public static ImmutableArray<ExtensionSeed> Read(SectionReader root)
    {
        var seeds = ImmutableArray.CreateBuilder<ExtensionSeed>();
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (SectionReader reader in root.Items("Extensions"))
        {
            ExtensionSeed seed = ReadOne(reader);
            if (seed.Number.Length > 0 && !seen.TryAdd(seed.Number, reader.Path))
            {
                reader.Reject(nameof(seed.Number), $"is the number of {seen[seed.Number]} too");
            }

            seeds.Add(seed);
        }

        return seeds.ToImmutable();
    }

    private static ExtensionSeed ReadOne(SectionReader reader)
    {
        var seed = new ExtensionSeed
        {
            Number = reader.RequiredText(nameof(ExtensionSeed.Number), "1 to 7 digits"),
            Name = reader.Text(nameof(ExtensionSeed.Name)),
            Email = reader.Text(nameof(ExtensionSeed.Email)),
            MobileNumber = reader.Text(nameof(ExtensionSeed.MobileNumber)),
            Password = reader.RequiredText(nameof(ExtensionSeed.Password), "what the phone registers with"),
            AllowBeingMonitored = reader.Flag(nameof(ExtensionSeed.AllowBeingMonitored), fallback: false),
            MonitorMode = reader.OneOf(nameof(ExtensionSeed.MonitorMode), MonitorRight.Disabled),
        };
        if (seed.Number.Length > LongestNumber || !seed.Number.All(char.IsAsciiDigit))
        {
            reader.Reject(nameof(seed.Number), "must be 1 to 7 digits");
        }

        if (seed.Password.Length is > 0 and < ShortestSafePassword)
        {
            reader.Warn(nameof(seed.Password), "is shorter than 8 characters and will be guessed");
        }

        return seed;
    }
}
