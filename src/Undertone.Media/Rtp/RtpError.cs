namespace Undertone.Media.Rtp;

/// <summary>Why a datagram is not an RTP packet.</summary>
internal enum RtpError
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Shorter than the twelve bytes of the fixed header.</summary>
    TooShort,

    /// <summary>The version is not 2: not RTP at all (STUN has 0, DTLS 0 or 1).</summary>
    WrongVersion,

    /// <summary>The type says sender report, receiver report or the like: RTCP on the wrong port (RFC 5761 4).</summary>
    IsRtcp,

    /// <summary>The list of contributing sources goes beyond the end.</summary>
    SourcesTruncated,

    /// <summary>The header extension goes beyond the end.</summary>
    ExtensionTruncated,

    /// <summary>The padding count is zero or larger than what is there.</summary>
    WrongPadding,
}
