using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Monitoring;

/// <summary>A supervisor's leg at one moment.</summary>
public sealed record MonitorSnapshot
{
    /// <summary>The monitor leg.</summary>
    public required LegId Id { get; init; }

    /// <summary>An id of its own for dialects that show a monitor as a call apart from the one it supervises.</summary>
    public required CallId OwnCallId { get; init; }

    /// <summary>The supervised call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The party leg that is supervised: the only ear that hears a whisper.</summary>
    public required LegId Target { get; init; }

    /// <summary>The supervisor's extension, or the outside number where <see cref="Account"/> is set and has dialled one.</summary>
    public required string Supervisor { get; init; }

    /// <summary>The mode that is in force, or that will be when she answers.</summary>
    public required MonitorMode Mode { get; init; }

    /// <summary>Ringing, talking or ended.</summary>
    public required LegState State { get; init; }

    /// <summary>Who asked for it.</summary>
    public required Requester Requester { get; init; }

    /// <summary>The account for which it runs; null if for none.</summary>
    public string? Account { get; init; }

    /// <summary>What the command that started it was marked with; empty if nothing.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When her mode changed last, or it was asked for.</summary>
    public required DateTimeOffset ModeSince { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When she was joined to the call; null while she rings.</summary>
    public DateTimeOffset? AttachedAt { get; init; }
}
