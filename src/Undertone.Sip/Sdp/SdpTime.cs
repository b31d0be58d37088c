namespace Undertone.Sip.Sdp;

/// <summary>A time line "t=start stop" (RFC 8866 5.9); telephony always writes "0 0".</summary>
/// <param name="Start">Start, in seconds since 1900 (NTP), 0 for unbounded.</param>
/// <param name="Stop">Stop, in seconds since 1900 (NTP), 0 for unbounded.</param>
public readonly record struct SdpTime(ulong Start, ulong Stop)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Start} {Stop}";
}
