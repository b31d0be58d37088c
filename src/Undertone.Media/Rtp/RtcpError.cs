namespace Undertone.Media.Rtp;

/// <summary>Why a datagram, or the rest of it, is not RTCP.</summary>
internal enum RtcpError
{
    /// <summary>It is.</summary>
    None,

    /// <summary>Shorter than a packet header, or a packet goes beyond the end.</summary>
    Truncated,

    /// <summary>The version is not 2.</summary>
    WrongVersion,

    /// <summary>The first packet is not a report (RFC 3550 6.1, A.2).</summary>
    NoReportFirst,

    /// <summary>Padding on another packet than the last, or more of it than there is (RFC 3550 A.2).</summary>
    WrongPadding,

    /// <summary>The packet holds fewer blocks than its header counts.</summary>
    CountTooLarge,
}
