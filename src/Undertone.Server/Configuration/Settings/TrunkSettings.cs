using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>A SIP peer outside.</summary>
public sealed record TrunkSettings
{
    /// <summary>The name that routes refer to.</summary>
    public required string Name { get; init; }

    /// <summary>Its SIP URI.</summary>
    public required string Address { get; init; }

    /// <summary>User name for its challenges; may be empty.</summary>
    public string Username { get; init; } = "";

    /// <summary>Password for its challenges; may be empty.</summary>
    public string Password { get; init; } = "";

    /// <summary>True to register with it.</summary>
    public bool Register { get; init; }

    /// <summary>The number that calls over it show as theirs; empty for the caller's own.</summary>
    public string CallerId { get; init; } = "";

    /// <summary>How long it may leave a request without any response before it counts as unreachable.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a registration is asked.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a trunk without registration is asked whether it is there; zero for never.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names the trunk, never its password.</summary>
    public override string ToString() => Name;
}

/// <summary>Which calls go to and come from which trunk.</summary>
public sealed record RouteSettings
{
    /// <summary>For numbers that are no extensions; the first that matches counts, the next ones stand in for a trunk that is down.</summary>
    public ImmutableArray<OutboundRoute> Outbound { get; init; } = [];

    /// <summary>For calls from trunks; the first that matches counts.</summary>
    public ImmutableArray<InboundRoute> Inbound { get; init; } = [];
}

/// <summary>A route out.</summary>
/// <param name="Pattern">Regular expression for the dialled number.</param>
/// <param name="Trunk">The trunk's name.</param>
public sealed record OutboundRoute(string Pattern, string Trunk);

/// <summary>A route in.</summary>
/// <param name="Trunk">The trunk's name.</param>
/// <param name="Number">Regular expression for the called number.</param>
/// <param name="Extension">The extension that rings, or an outside number that the call is forwarded to.</param>
public sealed record InboundRoute(string Trunk, string Number, string Extension);
