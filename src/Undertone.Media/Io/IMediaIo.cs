using System.Net;

namespace Undertone.Media.Io;

/// <summary>
/// All that a worker wants from the operating system. One for each worker. A slot is a small number that the worker chooses for a
/// socket: twice the leg's index, and one more for its RTCP.
/// </summary>
/// <remarks>None of the methods that the worker calls allocates, throws on a network error, or blocks, except <see cref="Wait"/>.</remarks>
internal interface IMediaIo : IDisposable
{
    /// <summary>Opens a socket. Any thread.</summary>
    BindOutcome TryBind(IPAddress address, int port, out IMediaSocket? socket);

    /// <summary>Ends a present or the next <see cref="Wait"/> early. Any thread.</summary>
    void Wake();

    /// <summary>Begins to watch a socket and keeps it referenced until <see cref="Detach"/>. Worker only, as all that follow.</summary>
    bool Attach(int slot, IMediaSocket socket);

    /// <summary>Stops watching; the socket stays open.</summary>
    void Detach(int slot);

    /// <summary>
    /// From now on the socket gets packets of this peer only, by the kernel, and sending to it costs less. A wish: where it cannot be had,
    /// nothing changes. What lies in the socket already still tells its source.
    /// </summary>
    void Connect(int slot, in MediaAddress peer);

    /// <summary>The socket gets packets of everybody again.</summary>
    void Disconnect(int slot);

    /// <summary>
    /// Lets packets gather: sleeps, whatever comes and whoever calls. Waking a thread costs more than a packet, so on a busy plane many
    /// packets share a waking.
    /// </summary>
    void Sleep(long nanoseconds);

    /// <summary>
    /// Asks the system to wake this thread when it said, not when it suits (on Linux it may be 50 us late by default), and before the threads of
    /// signalling. A wish: the second needs the right to it (CAP_SYS_NICE, or LimitNICE of the service).
    /// </summary>
    void BecomePunctual();

    /// <summary>Waits for packets, a wake-up or the time-out, and writes the slots that have something to read.</summary>
    int Wait(Span<int> ready, long timeoutNanoseconds);

    /// <summary>Takes one packet; what exceeds the buffer is lost.</summary>
    ReceiveOutcome Receive(int slot, Span<byte> buffer, out int length, out MediaAddress source);

    /// <summary>Sends one packet; false when the system refused it.</summary>
    bool Send(int slot, ReadOnlySpan<byte> packet, in MediaAddress destination);
}
