using Undertone.Supervision.Monitoring;

namespace Undertone.Supervision.Extensions;

/// <summary>An account that a phone registers to.</summary>
public sealed record Extension
{
    /// <summary>Running number in the store; 0 before it is stored.</summary>
    public int Id { get; init; }

    /// <summary>1 to 7 digits (P-Series, Add an Extension).</summary>
    public required string Number { get; init; }

    /// <summary>Name to show; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>E-mail address; may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>Mobile number; may be empty.</summary>
    public string MobileNumber { get; init; } = "";

    /// <summary>The number that programs are shown as its caller id; empty for its own number.</summary>
    public string CallerId { get; init; } = "";

    /// <summary>The user name that its phones authenticate with; empty for the number.</summary>
    public string RegistrationName { get; init; } = "";

    /// <summary>What the phone proves when it registers, made for <see cref="DigestUser"/>; the password itself is never kept.</summary>
    public required SipSecret Secret { get; init; }

    /// <summary>True if supervisors may monitor this extension's calls.</summary>
    public bool AllowBeingMonitored { get; init; }

    /// <summary>The modes that this extension may use as a supervisor.</summary>
    public MonitorRight MonitorRight { get; init; }

    /// <summary>How many phones may be registered at once; 0 for as many as the server allows.</summary>
    public int ConcurrentRegistrations { get; init; }

    /// <summary>What its user says of herself.</summary>
    public PresenceStatus Presence { get; init; }

    /// <summary>Which of its changes are told.</summary>
    public WatchedChanges Watched { get; init; } = WatchedChanges.All;

    /// <summary>The user name of its digests.</summary>
    public string DigestUser => RegistrationName.Length > 0 ? RegistrationName : Number;
}
