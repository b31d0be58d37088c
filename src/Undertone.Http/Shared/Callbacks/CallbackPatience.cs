namespace Undertone.Http.Shared.Callbacks;

/// <summary>How long and how often a callback is tried.</summary>
/// <param name="Timeout">Of one attempt.</param>
/// <param name="Retries">Attempts after the first.</param>
internal sealed record CallbackPatience(TimeSpan Timeout, int Retries)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait after failed attempt number <paramref name="attempt"/>: 1 s, then twice as long each time, at most 30 s.</summary>
    public static TimeSpan PauseAfter(int attempt)
        => TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(2, attempt - 1), LongestPause.TotalSeconds));
}
