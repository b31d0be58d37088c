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

    /// <summary>What the phone proves when it registers; the password itself is never kept.</summary>
    public required SipSecret Secret { get; init; }

    /// <summary>True if supervisors may monitor this extension's calls.</summary>
    public bool AllowBeingMonitored { get; init; }

    /// <summary>The modes that this extension may use as a supervisor.</summary>
    public MonitorRight MonitorRight { get; init; }
}
