namespace Undertone.Sip.Sdp;

/// <summary>An audio codec as one side offers it.</summary>
/// <param name="Name">The encoding name of RFC 3551 or of the codec's payload format; compared without regard to case.</param>
/// <param name="PayloadType">The payload type under which this side wants to receive it, 0 to 127.</param>
/// <param name="ClockRateHz">Clock rate of the RTP time stamps, in hertz.</param>
/// <param name="Channels">Number of audio channels.</param>
/// <param name="FormatParameters">The value of its fmtp line without the payload type, or null.</param>
public sealed record AudioCodec(string Name, int PayloadType, int ClockRateHz = 8000, int Channels = 1, string? FormatParameters = null)
{
    /// <summary>G.711 mu-law under its static payload type.</summary>
    public static AudioCodec Pcmu { get; } = new("PCMU", 0);

    /// <summary>G.711 A-law under its static payload type.</summary>
    public static AudioCodec Pcma { get; } = new("PCMA", 8);

    /// <summary>G.722 under its static payload type; its clock is 8 kHz by RFC 3551 although it samples at 16 kHz.</summary>
    public static AudioCodec G722 { get; } = new("G722", 9);

    /// <summary>Whether both are the same codec, whatever their payload types.</summary>
    public bool IsSameCodec(AudioCodec other) => Map.IsSameEncoding(other.Map);

    internal RtpMap Map => new(PayloadType, Name, ClockRateHz, Channels);

    internal static AudioCodec From(RtpMap map, MediaDescription media) =>
        new(map.Encoding, map.PayloadType, map.ClockRateHz, map.Channels, media.FormatParametersOf(map.PayloadType));
}
