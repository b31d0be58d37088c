namespace Undertone.Media.Codecs;

/// <summary>The codecs of this server: their facts, and the way from payload to samples and back.</summary>
public static class AudioCodecs
{
    private static readonly AudioCodecFacts[] Facts =
    [
        new("PCMU", StaticPayloadType: 0, RtpClockHz: 8000, SampleRateHz: 8000, BytesPerMillisecond: 8),
        new("PCMA", StaticPayloadType: 8, RtpClockHz: 8000, SampleRateHz: 8000, BytesPerMillisecond: 8),
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

    /// <summary>Decodes a payload; returns the samples written. What does not fit into <paramref name="pcm"/> is left out.</summary>
    internal static int Decode(AudioCodec codec, ReadOnlySpan<byte> payload, Span<short> pcm)
    {
        var samples = Math.Min(payload.Length, pcm.Length);
        if (codec == AudioCodec.Pcmu)
        {
            G711.DecodeULaw(payload[..samples], pcm);
        }
        else
        {
            G711.DecodeALaw(payload[..samples], pcm);
        }

        return samples;
    }

    /// <summary>Encodes samples; returns the bytes written. What does not fit into <paramref name="payload"/> is left out.</summary>
    internal static int Encode(AudioCodec codec, ReadOnlySpan<short> pcm, Span<byte> payload)
    {
        var samples = Math.Min(payload.Length, pcm.Length);
        if (codec == AudioCodec.Pcmu)
        {
            G711.EncodeULaw(pcm[..samples], payload);
        }
        else
        {
            G711.EncodeALaw(pcm[..samples], payload);
        }

        return samples;
    }

    /// <summary>The payload byte that decodes to the quietest sample: what a silent leg is sent.</summary>
    internal static byte SilenceByte(AudioCodec codec) => codec == AudioCodec.Pcmu ? G711.ULawSilence : G711.ALawSilence;
}
