using System.Collections.Immutable;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Monitoring;

namespace Undertone.Switch.Calls;

/// <summary>One supervisor on one call.</summary>
internal sealed class CallMonitor
{
    /// <summary>Her leg.</summary>
    public required Party Party { get; init; }

    /// <summary>The party she supervises.</summary>
    public required Party Target { get; set; }

    /// <summary>The monitor's own id.</summary>
    public required CallId OwnCallId { get; init; }

    /// <summary>Who asked for her to come.</summary>
    public required Requester StartedBy { get; init; }

    /// <summary>Who asked last.</summary>
    public required Requester Requester { get; set; }

    /// <summary>Her mode.</summary>
    public MonitorMode Mode => Modes[^1].Mode;

    /// <summary>The mode that was asked for, and every one since.</summary>
    public required ImmutableArray<ModeChange> Modes { get; set; }

    /// <summary>The account for which she was dialled; null if for none.</summary>
    public string? Account { get; init; }

    /// <summary>What the command that started it was marked with.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The number that the target talks with, as the audit record has it; empty while she rings.</summary>
    public string OtherParty { get; set; } = "";

    /// <summary>When she was joined; null while she rings.</summary>
    public DateTimeOffset? AttachedAt { get; set; }

    /// <summary>Ends the ringing.</summary>
    public ITimer? RingTimer { get; set; }

    /// <summary>The supervisor's number.</summary>
    public string Supervisor => Party.Identity.Number;
}
