namespace Undertone.Supervision.Trunks;

/// <summary>Whether calls can be expected to pass over a trunk.</summary>
public enum TrunkState
{
    /// <summary>Nothing is known yet.</summary>
    Unknown,

    /// <summary>Registered, or answers when it is asked.</summary>
    Idle,

    /// <summary>Neither registered with nor asked, by configuration: it may work or not.</summary>
    Unmonitored,

    /// <summary>The first registration is on its way.</summary>
    Registering,

    /// <summary>The registration was refused.</summary>
    RegistrationFailed,

    /// <summary>It does not answer, or its name leads to no address.</summary>
    Unreachable,

    /// <summary>It does not know the account that we register (404, 410, 604).</summary>
    AccountUnavailable,
}
