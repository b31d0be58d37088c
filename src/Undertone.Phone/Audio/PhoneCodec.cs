using Undertone.Sip.Sdp;

namespace Undertone.Phone.Audio;

/// <summary>The codecs that a simulated phone speaks.</summary>
public enum PhoneCodec
{
    /// <summary>G.711 mu-law.</summary>
    Pcmu,

    /// <summary>G.711 A-law.</summary>
    Pcma,
}

/// <summary>What a <see cref="PhoneCodec"/> does and how SDP calls it.</summary>
internal static class PhoneCodecs
{
    public static AudioCodec ToSdp(this PhoneCodec codec) => codec == PhoneCodec.Pcmu ? AudioCodec.Pcmu : AudioCodec.Pcma;

    public static PhoneCodec FromSdp(AudioCodec codec) => codec.IsSameCodec(AudioCodec.Pcma) ? PhoneCodec.Pcma : PhoneCodec.Pcmu;

    public static void Encode(this PhoneCodec codec, ReadOnlySpan<short> samples, Span<byte> payload)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            payload[i] = codec == PhoneCodec.Pcmu ? G711.EncodeMuLaw(samples[i]) : G711.EncodeALaw(samples[i]);
        }
    }

    public static void Decode(this PhoneCodec codec, ReadOnlySpan<byte> payload, Span<short> samples)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            samples[i] = codec == PhoneCodec.Pcmu ? G711.DecodeMuLaw(payload[i]) : G711.DecodeALaw(payload[i]);
        }
    }
}
