using System.Net.Sockets;

namespace Undertone.Sip.Transports;

/// <summary>Makes listening sockets.</summary>
internal static class TransportSockets
{
    /// <summary>A bound socket.</summary>
    /// <exception cref="SipListenException">The address cannot be bound.</exception>
    public static Socket Bind(SipListenAddress address, SocketType type, ProtocolType protocol)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(address.EndPoint.AddressFamily, type, protocol);
            if (address.EndPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                // So that 0.0.0.0 and [::] can be listened on with the same port, and every address keeps its own family.
                socket.DualMode = false;
            }

            // ReuseAddress stays off: on Unix, .NET already binds TCP past TIME_WAIT, and the option would let two servers share a port.
            socket.Bind(address.EndPoint);
            return socket;
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw new SipListenException(address, error);
        }
    }
}
