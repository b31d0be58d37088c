namespace Undertone.Media.Codecs;

/// <summary>What SDP and the packet path must know of a codec.</summary>
/// <param name="Name">The encoding name of <c>a=rtpmap</c>; compared without regard to case (RFC 8866 6.6).</param>
/// <param name="StaticPayloadType">The payload type of RFC 3551 6, 0-34.</param>
/// <param name="RtpClockHz">RTP time stamp units per second. Not the sample rate for every codec: G.722 says 8000 and carries 16,000 samples.</param>
/// <param name="SampleRateHz">Samples per second of the decoded audio.</param>
/// <param name="BytesPerMillisecond">Payload bytes for each millisecond of audio.</param>
public sealed record AudioCodecFacts(string Name, int StaticPayloadType, int RtpClockHz, int SampleRateHz, int BytesPerMillisecond)
{
    /// <summary>RTP time stamp units in the given number of milliseconds.</summary>
    public int TimestampUnits(int milliseconds) => RtpClockHz / 1000 * milliseconds;

    /// <summary>Decoded samples in the given number of milliseconds.</summary>
    public int Samples(int milliseconds) => SampleRateHz / 1000 * milliseconds;

    /// <summary>Decoded samples in a payload of the given size.</summary>
    public int SamplesInPayload(int bytes) => bytes * (SampleRateHz / 1000) / BytesPerMillisecond;
}
