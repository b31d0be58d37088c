using Undertone.Sip.Sdp;

namespace Undertone.Phone.Audio;

/// <summary>The codecs that a simulated phone speaks.</summary>
public enum PhoneCodec
{
    /// <summary>G.711 mu-law.</summary>
    Pcmu,

    /// <summary>G.711 A-law.</summary>
    Pcma,

    /// <summary>G.722; of its sound the phone makes and hears what is below 4 kHz.</summary>
    G722,
}

/// <summary>How SDP calls a <see cref="PhoneCodec"/>.</summary>
internal static class PhoneCodecs
{
    public static AudioCodec ToSdp(this PhoneCodec codec) => codec switch
    {
        PhoneCodec.G722 => AudioCodec.G722,
        PhoneCodec.Pcma => AudioCodec.Pcma,
        _ => AudioCodec.Pcmu,
    };

    public static PhoneCodec FromSdp(AudioCodec codec) =>
        codec.IsSameCodec(AudioCodec.G722) ? PhoneCodec.G722
        : codec.IsSameCodec(AudioCodec.Pcma) ? PhoneCodec.Pcma
        : PhoneCodec.Pcmu;
}
