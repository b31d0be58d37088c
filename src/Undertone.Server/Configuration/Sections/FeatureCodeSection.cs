using System.Collections.Immutable;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>FeatureCodes</c>: no dialled number may mean two things.</summary>
internal static class FeatureCodeSection
{
    private const int LongestCode = 8;

    public static FeatureCodeSettings Read(SectionReader reader)
    {
        var defaults = new FeatureCodeSettings();
        var settings = new FeatureCodeSettings
        {
            Listen = Codes(reader, nameof(defaults.Listen), defaults.Listen),
            Whisper = Codes(reader, nameof(defaults.Whisper), defaults.Whisper),
            Barge = Codes(reader, nameof(defaults.Barge), defaults.Barge),
        };
        CheckAmbiguity(reader, settings);
        return settings;
    }

    private static ImmutableArray<string> Codes(SectionReader reader, string key, ImmutableArray<string> fallback)
    {
        ImmutableArray<string> codes = reader.List(key, fallback);
        foreach (string code in codes)
        {
            bool startsApart = code.StartsWith('*') || code.StartsWith('#');
            if (!startsApart || code.Length is < 2 or > LongestCode || !code.All(character => char.IsAsciiDigit(character) || character is '*' or '#'))
            {
                reader.Findings.Add(new Mistake(
                    reader.Full(key), code, "must be * or #, then 1 to 7 of the digits, * and #, so that no extension's number is mistaken for it"));
            }
        }

        return codes;
    }

    private static void CheckAmbiguity(SectionReader reader, FeatureCodeSettings settings)
    {
        (string Key, string Code)[] all =
        [
            .. settings.Listen.Select(code => (nameof(settings.Listen), code)),
            .. settings.Whisper.Select(code => (nameof(settings.Whisper), code)),
            .. settings.Barge.Select(code => (nameof(settings.Barge), code)),
        ];
        for (int i = 0; i < all.Length; i++)
        {
            for (int j = 0; j < all.Length; j++)
            {
                if (i != j && all[j].Code.Length > 0 && all[i].Code.StartsWith(all[j].Code, StringComparison.Ordinal) && (all[i].Code != all[j].Code || i > j))
                {
                    reader.Findings.Add(new Mistake(
                        reader.Full(all[i].Key), all[i].Code, $"must not begin with another code (FeatureCodes:{all[j].Key} has {all[j].Code})"));
                }
            }
        }
    }
}
