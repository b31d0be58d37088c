namespace Undertone.Media.Io;

/// <summary>One bound UDP socket. Whoever holds it must dispose it; it never closes by itself while it is referenced.</summary>
internal interface IMediaSocket : IDisposable
{
    int Port { get; }

    /// <summary>Throws away what is waiting, at most <paramref name="limit"/> packets, and says how many there were. Control side only.</summary>
    int DiscardPending(int limit);
}
