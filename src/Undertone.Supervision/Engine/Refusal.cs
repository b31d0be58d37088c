namespace Undertone.Supervision.Engine;

/// <summary>Why the engine did not do what it was asked. Each dialect translates it into its own error.</summary>
public enum Refusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>No live call has this id.</summary>
    CallNotFound,

    /// <summary>No live leg has this id.</summary>
    LegNotFound,

    /// <summary>No extension has this number.</summary>
    ExtensionNotFound,

    /// <summary>A number that is to be called leads nowhere.</summary>
    NumberNotFound,

    /// <summary>The leg cannot do this, a monitor leg as a target for instance.</summary>
    NotSupported,

    /// <summary>The call is not answered yet.</summary>
    NotAnswered,

    /// <summary>The target does not allow being monitored.</summary>
    TargetNotMonitorable,

    /// <summary>The supervisor's right does not cover the mode.</summary>
    ModeNotPermitted,

    /// <summary>The supervisor is a party of the call.</summary>
    SupervisorIsParty,

    /// <summary>The supervisor has no registered device that can be reached.</summary>
    SupervisorUnavailable,

    /// <summary>The supervisor is in a call.</summary>
    SupervisorBusy,

    /// <summary>The supervisor is on this call already.</summary>
    SupervisorIsThere,

    /// <summary>The monitor is not in a mode from which it may change to this one.</summary>
    SwitchNotAllowed,

    /// <summary>The supervisor declined or did not answer.</summary>
    SupervisorDidNotAnswer,

    /// <summary>The call has as many supervisors as are allowed.</summary>
    TooManyMonitors,

    /// <summary>No audio format in common.</summary>
    NoCommonCodec,

    /// <summary>Out of ports, legs or capacity.</summary>
    Overloaded,

    /// <summary>The audit record could not be written, so the action was not taken.</summary>
    AuditFailed,
}
