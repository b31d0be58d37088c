namespace Undertone.Supervision.Calls;

/// <summary>Where a call comes from and goes to.</summary>
public enum CallKind
{
    /// <summary>Between extensions.</summary>
    Internal,

    /// <summary>From a trunk, to an extension or on to a trunk.</summary>
    Inbound,

    /// <summary>From an extension to a trunk.</summary>
    Outbound,
}
