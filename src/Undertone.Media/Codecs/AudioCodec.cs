namespace Undertone.Media.Codecs;

/// <summary>An audio codec that this server can decode, mix and encode.</summary>
public enum AudioCodec
{
    /// <summary>G.711 with the u-law, 8 kHz, 64 kbit/s (RFC 3551 4.5.14).</summary>
    Pcmu,

    /// <summary>G.711 with the A-law, 8 kHz, 64 kbit/s (RFC 3551 4.5.14).</summary>
    Pcma,

    /// <summary>G.722, 16 kHz, 64 kbit/s; its RTP clock says 8 kHz (RFC 3551 4.5.2).</summary>
    G722,
}
