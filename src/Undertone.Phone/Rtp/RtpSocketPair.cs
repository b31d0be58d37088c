using System.Net;
using System.Net.Sockets;

namespace Undertone.Phone.Rtp;

/// <summary>An RTP socket on an even port and its RTCP socket on the next (RFC 3550 11).</summary>
internal sealed class RtpSocketPair : IDisposable
{
    private const int Attempts = 50;
    private const int ReceiveBufferBytes = 256 * 1024;

    private RtpSocketPair(Socket rtp, Socket rtcp) => (Rtp, Rtcp) = (rtp, rtcp);

    public Socket Rtp { get; }

    public Socket Rtcp { get; }

    public int Port => ((IPEndPoint)Rtp.LocalEndPoint!).Port;

    /// <exception cref="SocketException">No pair of ports is free at the address.</exception>
    public static RtpSocketPair Open(IPAddress address)
    {
        SocketException? last = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var rtp = NewSocket(address);
            var rtcp = NewSocket(address);
            try
            {
                rtp.Bind(new IPEndPoint(address, 0));
                var port = ((IPEndPoint)rtp.LocalEndPoint!).Port;
                if (port % 2 == 0)
                {
                    rtcp.Bind(new IPEndPoint(address, port + 1));
                    return new RtpSocketPair(rtp, rtcp);
                }
            }
            catch (SocketException taken)
            {
                last = taken;
            }

            rtp.Dispose();
            rtcp.Dispose();
        }

        throw last ?? new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static Socket NewSocket(IPAddress address) => new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
    {
        Blocking = false,
        ReceiveBufferSize = ReceiveBufferBytes,
    };
}
