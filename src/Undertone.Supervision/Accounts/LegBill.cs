using Undertone.Supervision.Calls;

namespace Undertone.Supervision.Accounts;

/// <summary>What one leg costs the account that its call belongs to, and what the account's client wanted to know of it.</summary>
public sealed record LegBill
{
    /// <summary>The account's name.</summary>
    public required string Account { get; init; }

    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The leg.</summary>
    public required LegId LegId { get; init; }

    /// <summary>The dialect's word for how the leg ended up, <c>completed</c> for instance.</summary>
    public required string Status { get; init; }

    /// <summary>The dialect's word for what was last done with it, <c>whisper</c> for instance; empty if nothing was.</summary>
    public string LastAction { get; init; } = "";

    /// <summary>What the client wanted to find again in the leg's answers; empty if nothing.</summary>
    public string CustomField { get; init; } = "";

    /// <summary>Whole seconds from the leg's own answer to its end.</summary>
    public required int BillableSeconds { get; init; }

    /// <summary>Charged units: begun pulses. 0 for a leg that was not answered.</summary>
    public required int Pulses { get; init; }

    /// <summary>What it costs; null where the account has no prices.</summary>
    public decimal? Price { get; init; }

    /// <summary>The currency of the price, <c>INR</c> for instance; empty where there is none.</summary>
    public string Currency { get; init; } = "";

    /// <summary>What became of the callback at the leg's end, <c>status 200</c> for instance; empty if none was asked for or it still waits.</summary>
    public string CallbackOutcome { get; init; } = "";
}
