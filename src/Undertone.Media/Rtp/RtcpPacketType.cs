namespace Undertone.Media.Rtp;

/// <summary>Kinds of RTCP packet (RFC 3550 12.1). Others are passed over.</summary>
internal enum RtcpPacketType
{
    /// <summary>SR: what the source sends and how it receives.</summary>
    SenderReport = 200,

    /// <summary>RR: how the source receives.</summary>
    ReceiverReport = 201,

    /// <summary>SDES: names of sources.</summary>
    SourceDescription = 202,

    /// <summary>BYE: sources that leave.</summary>
    Goodbye = 203,

    /// <summary>APP: meaning known to the application only.</summary>
    Application = 204,
}
