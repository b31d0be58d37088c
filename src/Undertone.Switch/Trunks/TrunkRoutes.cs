using System.Collections.Immutable;

namespace Undertone.Switch.Trunks;

/// <summary>Which calls go to and come from which trunk.</summary>
public sealed record TrunkRoutes
{
    /// <summary>For numbers that are no extensions, in the order in which they are tried.</summary>
    public ImmutableArray<OutboundRoute> Outbound { get; init; } = [];

    /// <summary>For calls from trunks; the first that matches counts.</summary>
    public ImmutableArray<InboundRoute> Inbound { get; init; } = [];
}

/// <summary>A route to a trunk.</summary>
/// <param name="Pattern">Regular expression for the number, without back-references and look-around.</param>
/// <param name="Trunk">The trunk's name.</param>
public sealed record OutboundRoute(string Pattern, string Trunk);

/// <summary>A route for calls from a trunk.</summary>
/// <param name="Trunk">The trunk's name.</param>
/// <param name="Number">Regular expression for the called number, without back-references and look-around.</param>
/// <param name="Target">The extension that rings, or an outside number that the call is forwarded to.</param>
public sealed record InboundRoute(string Trunk, string Number, string Target);
