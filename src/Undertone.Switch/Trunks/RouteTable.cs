using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Undertone.Switch.Trunks;

/// <summary>The routes with their patterns compiled. Immutable.</summary>
internal sealed class RouteTable
{
    // Numbers come from the network: an expression that can backtrack would let a caller stop the server.
    private const RegexOptions Safe = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private readonly ImmutableArray<(Regex Pattern, Trunk Trunk)> _outbound;
    private readonly ImmutableArray<(Trunk Trunk, Regex Number, string Target)> _inbound;

    /// <param name="routes">The routes; one that names no trunk of <paramref name="trunks"/> is left out.</param>
    /// <param name="trunks">The trunks.</param>
    public RouteTable(TrunkRoutes routes, ImmutableArray<Trunk> trunks)
    {
        Trunks = trunks;
        _outbound =
        [
            .. from route in routes.Outbound
               from trunk in trunks
               where trunk.Name == route.Trunk
               select (new Regex(route.Pattern, Safe), trunk),
        ];
        _inbound =
        [
            .. from route in routes.Inbound
               from trunk in trunks
               where trunk.Name == route.Trunk
               select (trunk, new Regex(route.Number, Safe), route.Target),
        ];
    }

    /// <summary>All trunks.</summary>
    public ImmutableArray<Trunk> Trunks { get; }

    /// <summary>The trunk with this name; null if there is none, or for null.</summary>
    public Trunk? Find(string? name) => Trunks.FirstOrDefault(trunk => trunk.Name == name);

    /// <summary>The trunks that lead to a number, in the order of their routes, each once.</summary>
    public ImmutableArray<Trunk> Outbound(string number) => [.. _outbound.Where(r => r.Pattern.IsMatch(number)).Select(r => r.Trunk).Distinct()];

    /// <summary>Where a call from a trunk to a number goes; null if no route takes it.</summary>
    public string? Inbound(Trunk trunk, string number)
    {
        foreach ((Trunk from, Regex pattern, string target) in _inbound)
        {
            if (ReferenceEquals(from, trunk) && pattern.IsMatch(number))
            {
                return target;
            }
        }

        return null;
    }
}
