namespace Undertone.Supervision.Extensions;

/// <summary>What an extension's user says of herself.</summary>
public enum PresenceStatus
{
    /// <summary>Can be called.</summary>
    Available,

    /// <summary>Not at the desk.</summary>
    Away,

    /// <summary>Travelling.</summary>
    BusinessTrip,

    /// <summary>Wants no calls: those to the extension are turned down.</summary>
    DoNotDisturb,

    /// <summary>At lunch.</summary>
    Lunch,

    /// <summary>Not working.</summary>
    OffWork,
}
