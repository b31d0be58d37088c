namespace Undertone.Server.Configuration.Settings;

/// <summary>How calls are carried.</summary>
public sealed record CallSettings
{
    /// <summary>How long a phone rings before the call is given up.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many supervisors may be on one call.</summary>
    public int MaxMonitorsPerCall { get; init; } = 4;

    /// <summary>How many calls there may be at once; further ones are refused with 503.</summary>
    public int MaxCalls { get; init; } = 5_000;
}
