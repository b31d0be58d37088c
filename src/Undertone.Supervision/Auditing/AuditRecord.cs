using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Auditing;

/// <summary>What happened to a monitor.</summary>
public enum AuditAction
{
    /// <summary>A supervisor is about to be joined to a call.</summary>
    Start,

    /// <summary>Her mode is about to change.</summary>
    Switch,

    /// <summary>She has left, or the call has ended.</summary>
    End,

    /// <summary>A request was turned down.</summary>
    Refused,
}

/// <summary>One line of the audit record (promise P5): who listened to whom, when, in which mode, and who asked for it.</summary>
public sealed record AuditRecord
{
    /// <summary>When; for starts and switches, just before they took effect.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>Who asked.</summary>
    public required Requester Requester { get; init; }

    /// <summary>The supervisor's number.</summary>
    public required string Supervisor { get; init; }

    /// <summary>The supervised party's number.</summary>
    public required string Target { get; init; }

    /// <summary>The number of the party she talks with; empty if not known.</summary>
    public required string OtherParty { get; init; }

    /// <summary>The supervised call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The monitor leg; zero for a request that was refused.</summary>
    public required LegId MonitorLeg { get; init; }

    /// <summary>The mode from now on, the mode asked for, or at the end the last one.</summary>
    public required MonitorMode Mode { get; init; }

    /// <summary>The mode before a switch; null otherwise.</summary>
    public MonitorMode? PreviousMode { get; init; }

    /// <summary>Why it was refused; <see cref="Refusal.None"/> otherwise.</summary>
    public Refusal Refusal { get; init; }
}
