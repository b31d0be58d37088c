using System.Collections.Immutable;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Calls;

/// <summary>The record of one ended leg, a party's or a supervisor's, from which it is billed. A supervisor's is tied to the call by its id alone.</summary>
public sealed record LegRecord
{
    /// <summary>The call that it was a leg of at its end; for a supervisor's, the supervised call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The leg.</summary>
    public required LegId Id { get; init; }

    /// <summary>How it came to be.</summary>
    public required LegOrigin Origin { get; init; }

    /// <summary>The party's part in the call.</summary>
    public required LegRole Role { get; init; }

    /// <summary>The number of the extension, or the outside number where <see cref="Trunk"/> is set.</summary>
    public required string Number { get; init; }

    /// <summary>Name of the trunk; empty for an extension.</summary>
    public string Trunk { get; init; } = "";

    /// <summary>The number that the device was shown as its caller in place of the real one; empty if the call asked for none.</summary>
    public string ShownNumber { get; init; } = "";

    /// <summary>Of a supervisor's leg, the party that was supervised at its end; zero otherwise.</summary>
    public LegId Target { get; init; }

    /// <summary>Of a supervisor's leg, the mode that it was asked for and every switch since, with their times; empty otherwise.</summary>
    public ImmutableArray<ModeChange> Modes { get; init; } = [];

    /// <summary>Who asked for the leg; null for a party's.</summary>
    public Requester? Requester { get; init; }

    /// <summary>What the command that brought the leg about was marked with, while the server runs; records that are read again have none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When the leg came to be.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its device answered; null if it did not.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why it was not answered; <see cref="CallFailureReason.None"/> if it was.</summary>
    public CallFailureReason FailureReason { get; init; }

    /// <summary>From its own answer to its end; zero if it was not answered.</summary>
    public TimeSpan TalkTime => AnsweredAt is { } answered ? EndedAt - answered : TimeSpan.Zero;
}

/// <summary>A supervisor took up a mode, or was asked for in it.</summary>
/// <param name="At">When.</param>
/// <param name="Mode">The mode.</param>
public readonly record struct ModeChange(DateTimeOffset At, MonitorMode Mode);
