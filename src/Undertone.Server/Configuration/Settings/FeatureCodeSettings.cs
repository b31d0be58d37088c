using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>What a supervisor dials, followed by the target's number; each mode may have several codes.</summary>
public sealed record FeatureCodeSettings
{
    /// <summary>To listen.</summary>
    public ImmutableArray<string> Listen { get; init; } = ["*51", "*90"];

    /// <summary>To whisper.</summary>
    public ImmutableArray<string> Whisper { get; init; } = ["*52", "*91"];

    /// <summary>To barge in.</summary>
    public ImmutableArray<string> Barge { get; init; } = ["*53", "*92"];
}
