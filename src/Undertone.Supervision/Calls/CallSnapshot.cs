using System.Collections.Immutable;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Calls;

/// <summary>A call at one moment: an immutable picture that any thread may read.</summary>
public sealed record CallSnapshot
{
    /// <summary>The call.</summary>
    public required CallId Id { get; init; }

    /// <summary>Where it comes from and goes to.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>The number that calls.</summary>
    public required string From { get; init; }

    /// <summary>The number that was called, as dialled.</summary>
    public required string To { get; init; }

    /// <summary>What the command that placed the call was marked with; empty if nothing, and for a call from a phone.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The number that a trunk's caller dialled; empty for a call that came from no trunk.</summary>
    public string DidNumber { get; init; } = "";

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When both parties had answered; null before that.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The parties, the calling one first. A party that has just left is still there, with <see cref="LegState.Ended"/>.</summary>
    public required ImmutableArray<LegSnapshot> Legs { get; init; }

    /// <summary>The supervisors of this call, ringing ones included.</summary>
    public ImmutableArray<MonitorSnapshot> Monitors { get; init; } = [];

    /// <summary>True when both parties are in conversation, so that the call can be supervised.</summary>
    public bool IsAnswered => AnsweredAt is not null;

    /// <summary>The party leg with this id, or null.</summary>
    public LegSnapshot? Leg(LegId id)
    {
        foreach (LegSnapshot leg in Legs)
        {
            if (leg.Id == id)
            {
                return leg;
            }
        }

        return null;
    }

    /// <summary>The party that talks with the given one, or null.</summary>
    public LegSnapshot? OtherThan(LegId id)
    {
        foreach (LegSnapshot leg in Legs)
        {
            if (leg.Id != id)
            {
                return leg;
            }
        }

        return null;
    }
}
