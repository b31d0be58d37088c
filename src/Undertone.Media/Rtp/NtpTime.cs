namespace Undertone.Media.Rtp;

/// <summary>Wall-clock time as RTCP carries it: 32 bits of seconds since 1900 and 32 bits of fraction (RFC 3550 4).</summary>
internal static class NtpTime
{
    private const long SecondsFrom1900To1970 = 2_208_988_800;
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>From microseconds since 1970, UTC. Seconds go round in 2036, as the format has it.</summary>
    public static ulong FromUnixMicroseconds(long microseconds)
    {
        var (seconds, rest) = Math.DivRem(microseconds, MicrosecondsPerSecond);
        return ((ulong)(uint)(seconds + SecondsFrom1900To1970) << 32) | (((ulong)rest << 32) / MicrosecondsPerSecond);
    }

    /// <summary>The middle 32 bits: 16 of seconds, 16 of fraction. Reports refer to each other with it.</summary>
    public static uint Middle(ulong ntp) => (uint)(ntp >> 16);

    /// <summary>A duration in units of 1/65536 s, as in "delay since last SR".</summary>
    public static uint ToShortFormat(long microseconds) => (uint)(microseconds * 65536 / MicrosecondsPerSecond);

    /// <summary>Microseconds of a duration in units of 1/65536 s.</summary>
    public static long FromShortFormat(uint duration) => duration * MicrosecondsPerSecond / 65536;

    /// <summary>
    /// Round-trip time from a report block that answers our sender report (RFC 3550 6.4.1): now, minus when we sent, minus
    /// how long the far side held it.
    /// </summary>
    /// <returns>False when the block answers none of our reports or its times make no sense.</returns>
    public static bool TryGetRoundTrip(in ReportBlock block, ulong ntpNow, out long microseconds)
    {
        var roundTrip = (int)(Middle(ntpNow) - block.LastSenderReport - block.DelaySinceLastSenderReport);
        microseconds = block.LastSenderReport != 0 && roundTrip >= 0 ? FromShortFormat((uint)roundTrip) : 0;
        return block.LastSenderReport != 0 && roundTrip >= 0;
    }
}
