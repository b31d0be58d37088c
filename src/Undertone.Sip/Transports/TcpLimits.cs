namespace Undertone.Sip.Transports;

/// <summary>How much TCP peers may ask of us.</summary>
public sealed record TcpLimits
{
    /// <summary>Connections at once, in and out, over one listen address; more are closed at once. Default 10,000.</summary>
    public int MostConnections { get; init; } = 10_000;

    /// <summary>Messages that may wait for a slow peer; more fail. Default 1024, enough for a trunk in a busy moment.</summary>
    public int MostQueuedMessages { get; init; } = 1024;

    /// <summary>
    /// How long a connection may be silent both ways. Default 65 minutes: longer than a usual registration of one hour, because closing
    /// a phone's only connection makes it unreachable.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(65);

    /// <summary>How long the rest of a message that has begun may take, and a peer may take to read. Default 30 s.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long making a connection may take. Default 8 s, well within the 32 s of a transaction.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(8);
}
