namespace Undertone.Supervision.Calls;

/// <summary>A party leg at one moment.</summary>
public sealed record LegSnapshot
{
    /// <summary>The leg.</summary>
    public required LegId Id { get; init; }

    /// <summary>The number of the extension, or the outside number where <see cref="Trunk"/> is set.</summary>
    public required string Number { get; init; }

    /// <summary>Name to show beside the number; empty if unknown.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of the trunk through which the device is reached; null for an extension.</summary>
    public string? Trunk { get; init; }

    /// <summary>How the leg came to be.</summary>
    public required LegOrigin Origin { get; init; }

    /// <summary>The party's part in the call.</summary>
    public required LegRole Role { get; init; }

    /// <summary>What the device does now.</summary>
    public required LegState State { get; init; }

    /// <summary>When the leg came to be.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its device answered; null before that.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>True while the device converses, also while it holds the other party or is held.</summary>
    public bool IsAnswered => State is LegState.Talking or LegState.Holding or LegState.Held;
}
