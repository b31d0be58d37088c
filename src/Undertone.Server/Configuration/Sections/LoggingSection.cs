using System.Collections.Immutable;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Logging</c>, whose keys are ASP.NET Core's: <c>Logging:LogLevel:CATEGORY</c>.</summary>
internal static class LoggingSection
{
    public static LoggingSettings Read(SectionReader reader)
    {
        SectionReader levels = reader.Section("LogLevel");
        ImmutableDictionary<string, LogLevel>.Builder read = ImmutableDictionary.CreateBuilder<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        foreach (string category in levels.Keys)
        {
            read[category] = levels.OneOf(category, LogLevel.Information);
        }

        return new LoggingSettings { Levels = read.ToImmutable() };
    }
}
