using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Undertone.Sip.Transports;

/// <summary>
/// Finds the local address that the kernel would use towards a remote one, so that a listener on a wildcard address can say
/// where it is reached. The answer is kept for a while, since routes seldom change.
/// </summary>
internal sealed class LocalAddresses(TimeProvider time)
{
    private const int MostKept = 4096;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<IPAddress, (IPAddress Local, long At)> _known = new();

    /// <summary>Our end towards that remote address, for a listener bound to <paramref name="bound"/>.</summary>
    public IPEndPoint EndPointTowards(IPAddress remote, IPEndPoint bound) =>
        IsWildcard(bound.Address) ? new IPEndPoint(Towards(remote), bound.Port) : bound;

    public static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    /// <summary>The local address that the kernel would send from.</summary>
    public IPAddress Towards(IPAddress remote)
    {
        if (_known.TryGetValue(remote, out var entry) && time.GetElapsedTime(entry.At) < Fresh)
        {
            return entry.Local;
        }

        var local = Ask(remote);
        if (_known.Count >= MostKept)
        {
            // A scan from many sources must not grow this without end; asking again costs microseconds.
            _known.Clear();
        }

        _known[remote] = (local, time.GetTimestamp());
        return local;
    }

    private static IPAddress Ask(IPAddress remote)
    {
        try
        {
            // Connecting a UDP socket sends nothing; it only makes the kernel choose the route and with it the source address.
            using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            probe.Connect(remote, 9);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            // No route: nothing will reach the peer anyway, but a Via still needs a host.
            return remote.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        }
    }
}
