using System.Net;
using System.Net.Sockets;

namespace Undertone.Scenarios.Harness;

/// <summary>Finds ports that nobody uses at this moment.</summary>
internal static class FreePorts
{
    /// <summary>A port that is free for both UDP and TCP on the loopback address.</summary>
    public static int UdpAndTcp()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            using var tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            int port = ((IPEndPoint)tcp.LocalEndpoint).Port;
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // In use for UDP: try the next one.
            }
        }

        throw new InvalidOperationException("No free port found on the loopback address");
    }
}
