namespace Undertone.Sip.Transports;

/// <summary>What stood at the front of a stream.</summary>
internal enum StreamVerdict
{
    /// <summary>A whole message, handled, or blank lines between messages.</summary>
    Message,

    /// <summary>A keep-alive that asks for an answer (RFC 5626 3.5.1).</summary>
    Ping,

    /// <summary>Only the beginning of something.</summary>
    NeedMore,

    /// <summary>Nothing that a message could be found in any more.</summary>
    Broken,
}
