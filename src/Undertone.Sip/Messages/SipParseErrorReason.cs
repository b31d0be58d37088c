namespace Undertone.Sip.Messages;

/// <summary>Why a message was refused.</summary>
public enum SipParseErrorReason
{
    /// <summary>Nothing but line ends.</summary>
    Empty,

    /// <summary>The first line is neither a request line nor a status line of any SIP version.</summary>
    NotSip,

    /// <summary>A request or status line that is recognisable but not well-formed.</summary>
    MalformedStartLine,

    /// <summary>A Request-URI that is not a well-formed address.</summary>
    MalformedRequestUri,

    /// <summary>A Request-URI whose scheme is not served: 416.</summary>
    UnsupportedScheme,

    /// <summary>A version other than SIP/2.0: 505.</summary>
    UnsupportedVersion,

    /// <summary>A line without a colon, with a malformed name, or with a bare carriage return.</summary>
    MalformedHeaderLine,

    /// <summary>A header whose value is not well-formed.</summary>
    MalformedHeader,

    /// <summary>One of Via, From, To, Call-ID, CSeq is absent.</summary>
    MissingHeader,

    /// <summary>A header that may stand once stands more often.</summary>
    DuplicateHeader,

    /// <summary>The method of CSeq is not that of the request line.</summary>
    MethodMismatch,

    /// <summary>The head does not end with an empty line.</summary>
    Truncated,

    /// <summary>Content-Length is not a number, or several differ.</summary>
    BadContentLength,

    /// <summary>Content-Length announces more than there is.</summary>
    BodyTruncated,

    /// <summary>A message on a stream has no Content-Length (RFC 3261 18.3).</summary>
    MissingContentLength,

    /// <summary>Too many bytes in all.</summary>
    MessageTooLarge,

    /// <summary>More header lines than allowed.</summary>
    TooManyHeaders,

    /// <summary>A start line or header longer than allowed.</summary>
    HeaderTooLong,

    /// <summary>A body longer than allowed: 413.</summary>
    BodyTooLarge,
}
