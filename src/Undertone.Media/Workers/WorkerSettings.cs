namespace Undertone.Media.Workers;

/// <summary>What a worker is told once.</summary>
/// <param name="LegCapacity">Legs at most.</param>
/// <param name="SilenceAfter">See <see cref="MediaOptions.SilenceAfter"/>.</param>
/// <param name="UnixOffsetMicroseconds">Wall-clock time minus the worker's clock, for the NTP times of RTCP.</param>
/// <param name="CanonicalName">CNAME of our sources (RFC 3550 6.5.1).</param>
/// <param name="Seed">Spreads the times of reports.</param>
/// <param name="Pressure">From when on it can carry no more.</param>
internal sealed record WorkerSettings(
    int LegCapacity,
    TimeSpan SilenceAfter,
    long UnixOffsetMicroseconds,
    byte[] CanonicalName,
    uint Seed,
    PressureLimits Pressure);
