using Undertone.Supervision.Monitoring;

namespace Undertone.Server.Configuration.Settings;

/// <summary>An extension of the file, written to the store once.</summary>
public sealed record ExtensionSeed
{
    /// <summary>1 to 7 digits.</summary>
    public required string Number { get; init; }

    /// <summary>Name to show.</summary>
    public string Name { get; init; } = "";

    /// <summary>E-mail address.</summary>
    public string Email { get; init; } = "";

    /// <summary>Mobile number.</summary>
    public string MobileNumber { get; init; } = "";

    /// <summary>The phone's password in clear; only its digest form is stored.</summary>
    public required string Password { get; init; }

    /// <summary>True if supervisors may monitor this extension's calls.</summary>
    public bool AllowBeingMonitored { get; init; }

    /// <summary>The modes that it may use as a supervisor.</summary>
    public MonitorRight MonitorMode { get; init; }

    /// <summary>Names the extension, never its password.</summary>
    public override string ToString() => Number;
}
