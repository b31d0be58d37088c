namespace Undertone.Supervision.Calls;

/// <summary>Why a call or a monitor's leg did not come about.</summary>
public enum CallFailureReason
{
    /// <summary>No failure.</summary>
    None,

    /// <summary>The number leads nowhere (404).</summary>
    NotFound,

    /// <summary>The number is known but no device is registered, or none can be reached (480 from us, or a transport failure).</summary>
    Unreachable,

    /// <summary>Every device is busy (486, 600).</summary>
    Busy,

    /// <summary>The user declined (603).</summary>
    Declined,

    /// <summary>Nobody answered in time (408 or our own ring time-out).</summary>
    NoAnswer,

    /// <summary>The device says it is temporarily unavailable (480).</summary>
    TemporarilyUnavailable,

    /// <summary>The number is gone (410).</summary>
    Gone,

    /// <summary>The number is incomplete (484).</summary>
    AddressIncomplete,

    /// <summary>The caller gave up before an answer (CANCEL, 487).</summary>
    Cancelled,

    /// <summary>The caller may not call this number (403).</summary>
    Forbidden,

    /// <summary>No audio format in common (488).</summary>
    NotAcceptable,

    /// <summary>The user of the extension wants no calls (480 from us).</summary>
    DoNotDisturb,

    /// <summary>Out of ports, legs or other resources, or the far side reports a failure (5xx).</summary>
    Congestion,
}
