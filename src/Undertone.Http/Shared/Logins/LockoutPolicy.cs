namespace Undertone.Http.Shared.Logins;

/// <summary>When a source address that fails to authenticate is blocked, and for how long.</summary>
public sealed record LockoutPolicy
{
    /// <summary>Failures that block an address. At least 1; default 5 (P-Series).</summary>
    public int Failures { get; init; } = 5;

    /// <summary>Failures older than this are forgotten. Above zero; default 1 hour. A success forgets all failures of its address.</summary>
    public TimeSpan FailureMemory { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a block lasts; null (the default) until it is removed by hand.</summary>
    public TimeSpan? BlockDuration { get; init; }

    /// <summary>How many addresses are remembered. At least 1; default 10,000. Beyond it the one that failed longest ago is forgotten.</summary>
    public int RememberedAddresses { get; init; } = 10_000;
}
