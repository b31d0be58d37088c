namespace Undertone.Sip.Sdp;

/// <summary>Who sends media on a stream, seen from the side that wrote the description (RFC 8866 6.7).</summary>
public enum SdpDirection
{
    /// <summary>The writer sends and receives; also the meaning of no direction attribute at all.</summary>
    SendRecv,

    /// <summary>The writer sends and does not want to receive.</summary>
    SendOnly,

    /// <summary>The writer receives and does not send.</summary>
    RecvOnly,

    /// <summary>Nothing flows either way.</summary>
    Inactive,
}
