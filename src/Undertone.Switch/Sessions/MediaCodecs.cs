using System.Collections.Immutable;
using SdpCodec = Undertone.Sip.Sdp.AudioCodec;

namespace Undertone.Switch.Sessions;

/// <summary>The codecs that both the descriptions and the media plane know.</summary>
internal static class MediaCodecs
{
    /// <summary>The codecs to offer, in the order of the names; names that are not known are left out.</summary>
    public static IReadOnlyList<SdpCodec> Offered(ImmutableArray<string> names)
        => [.. names.Select(FromName).OfType<SdpCodec>()];

    /// <summary>The media plane's word for a codec that was agreed.</summary>
    public static Media.Codecs.AudioCodec Of(SdpCodec codec)
        => codec.IsSameCodec(SdpCodec.G722) ? Media.Codecs.AudioCodec.G722
            : codec.IsSameCodec(SdpCodec.Pcma) ? Media.Codecs.AudioCodec.Pcma
            : Media.Codecs.AudioCodec.Pcmu;

    private static SdpCodec? FromName(string name) => name.ToUpperInvariant() switch
    {
        "PCMU" => SdpCodec.Pcmu,
        "PCMA" => SdpCodec.Pcma,
        "G722" => SdpCodec.G722,
        _ => null,
    };
}
