namespace Undertone.Http.Shared.Callbacks;

/// <summary>How long and how often a callback is tried.</summary>
/// <param name="Timeout">Of one attempt.</param>
/// <param name="Retries">Attempts after the first.</param>
internal sealed record CallbackPatience(TimeSpan Timeout, int Retries)
{
    /// <summary>How long to wait after the first failed attempt; each further pause is twice as long. Default 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No pause is longer. Default 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after failed attempt number <paramref name="attempt"/>.</summary>
    public TimeSpan PauseAfter(int attempt)
        => TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(2, attempt - 1), LongestPause.TotalSeconds));
}
