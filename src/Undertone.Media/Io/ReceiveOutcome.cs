namespace Undertone.Media.Io;

/// <summary>What came of asking a socket for a packet.</summary>
internal enum ReceiveOutcome
{
    Packet,
    Nothing,

    /// <summary>An earlier packet of ours was answered with an ICMP error, or the read failed.</summary>
    Error,
}
