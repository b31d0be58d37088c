namespace Undertone.Sip.Sdp;

/// <summary>Why no audio could be agreed; the answer to the INVITE is 488 (RFC 3261 21.4.26).</summary>
public enum SdpRefusal
{
    /// <summary>Audio was agreed.</summary>
    None,

    /// <summary>The description has no audio section, or all are switched off with port 0.</summary>
    NoAudio,

    /// <summary>Audio is offered only over transports that we do not speak (SRTP, RTP/AVPF, TCP...).</summary>
    UnsupportedTransport,

    /// <summary>No codec in common.</summary>
    NoSharedCodec,

    /// <summary>There is no connection line for the audio, or it names a host instead of an address.</summary>
    UnusableAddress,

    /// <summary>The answer does not fit the offer: other number or kind of sections, or formats that were not offered.</summary>
    AnswerDoesNotFitOffer,
}
