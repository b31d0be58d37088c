using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>What is written to the log: <c>Logging:LogLevel:Default</c>, and further keys for categories by their beginning.</summary>
public sealed record LoggingSettings
{
    /// <summary>The least level by category; <c>Default</c> for all others.</summary>
    public ImmutableDictionary<string, LogLevel> Levels { get; init; } = ImmutableDictionary<string, LogLevel>.Empty;
}
