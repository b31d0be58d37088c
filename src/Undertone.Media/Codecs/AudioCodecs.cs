namespace Undertone.Media.Codecs;

/// <summary>The codecs of this server, and their facts.</summary>
public static class AudioCodecs
{
    private static readonly AudioCodecFacts[] Facts =
    [
        new("PCMU", StaticPayloadType: 0, RtpClockHz: 8000, SampleRateHz: 8000, BytesPerMillisecond: 8),
        new("PCMA", StaticPayloadType: 8, RtpClockHz: 8000, SampleRateHz: 8000, BytesPerMillisecond: 8),
        new("G722", StaticPayloadType: 9, RtpClockHz: 8000, SampleRateHz: 16000, BytesPerMillisecond: 8),
    ];

    /// <summary>The facts of <paramref name="codec"/>. Does not allocate.</summary>
    public static AudioCodecFacts FactsOf(AudioCodec codec) => Facts[(int)codec];

    /// <summary>Finds the codec that an <c>a=rtpmap</c> line names.</summary>
    /// <param name="name">Encoding name, in any case.</param>
    /// <param name="rtpClockHz">Clock rate of the line.</param>
    /// <param name="codec">The codec, when the answer is true.</param>
    public static bool TryFind(string name, int rtpClockHz, out AudioCodec codec)
    {
        for (var index = 0; index < Facts.Length; index++)
        {
            if (Facts[index].RtpClockHz == rtpClockHz && Facts[index].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                codec = (AudioCodec)index;
                return true;
            }
        }

        codec = default;
        return false;
    }

    /// <summary>Finds the codec of a payload type that stands in the <c>m=</c> line without an <c>a=rtpmap</c> (RFC 3551 6).</summary>
    public static bool TryFindStatic(int payloadType, out AudioCodec codec)
    {
        for (var index = 0; index < Facts.Length; index++)
        {
            if (Facts[index].StaticPayloadType == payloadType)
            {
                codec = (AudioCodec)index;
                return true;
            }
        }

        codec = default;
        return false;
    }

    /// <summary>True when what a payload means depends on the payloads before it.</summary>
    internal static bool HasMemory(AudioCodec codec) => codec == AudioCodec.G722;
}
