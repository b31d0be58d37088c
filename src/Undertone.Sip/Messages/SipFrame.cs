namespace Undertone.Sip.Messages;

/// <summary>What stands at the front of a stream's buffer.</summary>
public enum SipFrameKind
{
    /// <summary>One whole message.</summary>
    Message,

    /// <summary>The double CRLF by which a peer keeps the connection alive; answer with one CRLF (RFC 5626 3.5.1).</summary>
    KeepAlive,
}

/// <summary>One item found at the front of a stream's buffer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where a message starts, in bytes from the front of the buffer.</param>
/// <param name="Bytes">Length of the message, head and body; 0 for a keep-alive.</param>
/// <param name="Consumed">How much to drop from the front of the buffer after use.</param>
public readonly record struct SipFrame(SipFrameKind Kind, int Start, int Bytes, int Consumed);
