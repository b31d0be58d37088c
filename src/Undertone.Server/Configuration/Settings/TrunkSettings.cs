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

    /// <summary>Names the trunk, never its password.</summary>
    public override string ToString() => Name;
}

/// <summary>Which calls go to and come from which trunk.</summary>
public sealed record RouteSettings
{
    /// <summary>For numbers dialled by extensions; the first that matches counts.</summary>
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
/// <param name="Extension">The extension that rings.</param>
public sealed record InboundRoute(string Trunk, string Number, string Extension);
