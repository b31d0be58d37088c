using System.Net;

namespace Undertone.Sip.Transports;

/// <summary>One listen address and what goes out from it.</summary>
internal interface ISipTransport : IAsyncDisposable
{
    /// <summary>The address, with the real port.</summary>
    SipListenAddress Address { get; }

    /// <summary>Begins to receive.</summary>
    void Start();

    /// <summary>Sends a whole message. Never blocks for long, never throws.</summary>
    /// <param name="message">The bytes; they must not change afterwards.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="observer">Who is told when it fails later.</param>
    /// <param name="mode">Whether a connection may be made; of no meaning for datagrams.</param>
    /// <returns>False when it failed at once; the observer is not told then.</returns>
    bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, ISendObserver? observer, SendMode mode);
}
