namespace Undertone.Sip.Sdp;

/// <summary>Why a session description was not understood.</summary>
public enum SdpErrorKind
{
    /// <summary>No error.</summary>
    None,

    /// <summary>The body is empty.</summary>
    Empty,

    /// <summary>The body, its lines, its media sections or its attributes pass a limit of <see cref="SdpLimits"/>.</summary>
    TooLarge,

    /// <summary>A line is not of the form letter, equals sign, value.</summary>
    MalformedLine,

    /// <summary>The type letter is not of RFC 8866; such a description must be refused as a whole (RFC 8866 5).</summary>
    UnknownType,

    /// <summary>The description does not begin with "v=0".</summary>
    InvalidVersion,

    /// <summary>The origin line is missing, repeated or malformed.</summary>
    InvalidOrigin,

    /// <summary>A connection line is malformed.</summary>
    InvalidConnection,

    /// <summary>A time line is malformed.</summary>
    InvalidTime,

    /// <summary>A media line is malformed.</summary>
    InvalidMedia,

    /// <summary>An attribute has no name.</summary>
    InvalidAttribute,
}
