using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Accounts;

/// <summary>An ended call as the account that it belongs to sees it. Supervisors leave no trace in it: their legs are billed apart.</summary>
public sealed record AccountCall
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>The call.</summary>
    public required CallId Id { get; init; }

    /// <summary>The number that called, or that was rung first.</summary>
    public required string From { get; init; }

    /// <summary>The number that was called.</summary>
    public required string To { get; init; }

    /// <summary>The account's number that the call used; empty if none.</summary>
    public string Number { get; init; } = "";

    /// <summary>The dialect's word for where the call came from, <c>outbound-api</c> for instance.</summary>
    public required string Direction { get; init; }

    /// <summary>The dialect's word for how it ended up, <c>completed</c> for instance.</summary>
    public required string Status { get; init; }

    /// <summary>What the client wanted to find again in the call's answers; empty if nothing.</summary>
    public string CustomField { get; init; } = "";

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When both parties had answered; null if that never was.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Whole seconds for which the parties are charged or, where nothing is, were there.</summary>
    public required int DurationSeconds { get; init; }

    /// <summary>What the two parties' legs cost; null where the account has no prices.</summary>
    public decimal? Price { get; init; }
}
