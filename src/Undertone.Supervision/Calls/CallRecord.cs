namespace Undertone.Supervision.Calls;

/// <summary>How a call ended up.</summary>
public enum CallDisposition
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>Nobody answered, or the caller gave up.</summary>
    NoAnswer,

    /// <summary>The callee was busy or declined.</summary>
    Busy,

    /// <summary>It could not be set up.</summary>
    Failed,
}

/// <summary>The record of one ended call (CDR). Supervisors leave no trace in it: they are in the audit record.</summary>
public sealed record CallRecord
{
    /// <summary>The call.</summary>
    public required CallId Id { get; init; }

    /// <summary>Where it came from and went to.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>The number that called.</summary>
    public required string From { get; init; }

    /// <summary>The number that was called.</summary>
    public required string To { get; init; }

    /// <summary>Trunk of the calling party; empty for an extension.</summary>
    public string SourceTrunk { get; init; } = "";

    /// <summary>Trunk of the called party; empty for an extension.</summary>
    public string DestinationTrunk { get; init; } = "";

    /// <summary>The number that a trunk's caller dialled (direct inward dialling); empty for a call that came from no trunk.</summary>
    public string DidNumber { get; init; } = "";

    /// <summary>What the command that placed the call was marked with, while the server runs; records that are read again have none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the callee's device began to ring; null if it never did.</summary>
    public DateTimeOffset? RingingAt { get; init; }

    /// <summary>When it was answered; null if it was not.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>How it ended up.</summary>
    public required CallDisposition Disposition { get; init; }

    /// <summary>Why it failed; <see cref="CallFailureReason.None"/> if it was answered.</summary>
    public CallFailureReason FailureReason { get; init; }

    /// <summary>From start to end.</summary>
    public TimeSpan Duration => EndedAt - StartedAt;

    /// <summary>From answer to end; zero if it was not answered.</summary>
    public TimeSpan TalkTime => AnsweredAt is { } answered ? EndedAt - answered : TimeSpan.Zero;

    /// <summary>From the first ring to the answer or the end; zero if it never rang.</summary>
    public TimeSpan RingTime => RingingAt is { } ringing ? (AnsweredAt ?? EndedAt) - ringing : TimeSpan.Zero;
}
