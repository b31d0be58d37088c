using System.Net;
using System.Net.Sockets;

namespace Undertone.Media.Io.Portable;

/// <summary>A bound UDP socket of the base library.</summary>
internal sealed class PortableMediaSocket : IMediaSocket
{
    private const int ReceiveBufferBytes = 64 * 1024;

    private PortableMediaSocket(Socket socket, int port)
    {
        Socket = socket;
        Port = port;
    }

    public Socket Socket { get; }

    public int Port { get; }

    public static BindOutcome TryOpen(IPAddress address, int port, out IMediaSocket? socket)
    {
        socket = null;
        Socket? opened = null;
        try
        {
            opened = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
            {
                Blocking = false,
                ReceiveBufferSize = ReceiveBufferBytes,
            };
            opened.Bind(new IPEndPoint(address, port));
            socket = new PortableMediaSocket(opened, port);
            return BindOutcome.Bound;
        }
        catch (SocketException failure)
        {
            opened?.Dispose();
            return failure.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse or SocketError.AccessDenied => BindOutcome.PortTaken,
                SocketError.TooManyOpenSockets => BindOutcome.NoDescriptors,
                _ => BindOutcome.Failed,
            };
        }
    }

    public int DiscardPending(int limit)
    {
        Span<byte> nothing = stackalloc byte[2048];
        var packets = 0;
        while (packets < limit && HasPacket())
        {
            try
            {
                Socket.Receive(nothing);
            }
            catch (SocketException)
            {
                // An ICMP error or a packet above the buffer: it is gone from the queue either way.
            }

            packets++;
        }

        return packets;
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>Asked first, because an empty non-blocking read throws, which costs more than the question.</summary>
    public bool HasPacket()
    {
        try
        {
            return Socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
