using System.Net;
using System.Net.Sockets;

namespace Undertone.Scenarios.Harness;

/// <summary>
/// Hands out ports of the loopback address that nobody uses at this moment, none of them twice, and from below the range from which the
/// kernel serves sockets that do not care, so that nothing else takes one before it is put to use.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Count = 17_000;
    private static int _next = Random.Shared.Next(Count);

    /// <summary>A port that is free for both UDP and TCP.</summary>
    public static int UdpAndTcp() => Block(1);

    /// <summary>The first of several consecutive ports that are all free for both UDP and TCP.</summary>
    public static int Block(int length)
    {
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            int port = First + (((Interlocked.Add(ref _next, length) - length) & int.MaxValue) % Count);
            if (Enumerable.Range(port, length).All(IsFree))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No free port found on the loopback address");
    }

    private static bool IsFree(int port)
    {
        using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            udp.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
