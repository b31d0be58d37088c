using System.Collections.Immutable;
using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Accounts;

/// <summary>Which of an account's calls are wanted. What is null or empty does not restrict; bounds are inclusive.</summary>
public sealed record AccountCallQuery
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>Only these calls.</summary>
    public ImmutableArray<CallId> Ids { get; init; } = [];

    /// <summary>Begun at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Begun at this moment or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The calling number.</summary>
    public ImmutableArray<string> Callers { get; init; } = [];

    /// <summary>The called number.</summary>
    public ImmutableArray<string> Callees { get; init; } = [];

    /// <summary>The account's number.</summary>
    public ImmutableArray<string> Numbers { get; init; } = [];

    /// <summary>The status word.</summary>
    public ImmutableArray<string> Statuses { get; init; } = [];

    /// <summary>The direction word.</summary>
    public ImmutableArray<string> Directions { get; init; } = [];

    /// <summary>At least so many seconds.</summary>
    public int? LeastDuration { get; init; }

    /// <summary>At most so many seconds.</summary>
    public int? MostDuration { get; init; }

    /// <summary>At least this price.</summary>
    public decimal? LeastPrice { get; init; }

    /// <summary>At most this price.</summary>
    public decimal? MostPrice { get; init; }

    /// <summary>True for the oldest first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Only what comes after this call in the order; the call itself need not exist.</summary>
    public CallPosition? After { get; init; }

    /// <summary>Only what comes before this call in the order, of which the page holds the nearest.</summary>
    public CallPosition? Before { get; init; }

    /// <summary>Most calls of the page; at least 1.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>A place in a list of calls that is ordered by start and then by id; ids compare as their texts do, character by character.</summary>
/// <param name="StartedAt">Start of the call there.</param>
/// <param name="Id">The call there.</param>
public readonly record struct CallPosition(DateTimeOffset StartedAt, CallId Id);
