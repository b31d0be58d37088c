namespace Undertone.Sip.Messages;

/// <summary>What the parser accepts before it refuses a message as too large.</summary>
/// <param name="MaxMessageBytes">Start line, headers and body together. Default: the largest UDP datagram.</param>
/// <param name="MaxHeaders">Header lines, each element of a Via, Contact, Route or Record-Route list counted as one.</param>
/// <param name="MaxHeaderBytes">The start line, or one header with all its folded lines.</param>
/// <param name="MaxBodyBytes">The body. Default: no limit beyond that of the message.</param>
public sealed record SipLimits(int MaxMessageBytes = 65535, int MaxHeaders = 128, int MaxHeaderBytes = 8192, int MaxBodyBytes = 65535)
{
    /// <summary>The defaults.</summary>
    public static SipLimits Default { get; } = new();
}
