namespace Undertone.Http.Exotel.Accounts;

/// <summary>What a leg costs, from its own answer on; a leg that was not answered is free.</summary>
public sealed record Tariff
{
    /// <summary>The unit that is charged once it has begun. Default 60 s.</summary>
    public TimeSpan Pulse { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The price of one unit; null, the default, to count units and no money.</summary>
    public decimal? PricePerPulse { get; init; }

    /// <summary>The currency of the price. Default <c>INR</c>.</summary>
    public string Currency { get; init; } = "INR";

    /// <summary>The units that a number of seconds costs.</summary>
    public int PulsesOf(int seconds) => (int)Math.Ceiling(seconds / Pulse.TotalSeconds);
}
