using System.Net;
using Undertone.Load.Rtp.Native;

namespace Undertone.Load.Rtp;

/// <summary>Hands out pairs of ports, round and round. Any thread.</summary>
internal sealed class PortRange(IPAddress address, int first, int last)
{
    private readonly Lock _gate = new();
    private int _next = first + (first & 1);

    /// <exception cref="LoadException">No pair is free.</exception>
    public UdpPair Open()
    {
        lock (_gate)
        {
            for (var attempt = 0; attempt <= (last - first) / 2; attempt++)
            {
                if (_next + 1 > last)
                {
                    _next = first + (first & 1);
                }

                var port = _next;
                _next += 2;
                if (UdpPair.TryOpen(address, port) is { } pair)
                {
                    return pair;
                }
            }
        }

        throw new LoadException($"No pair of ports is free from {first} to {last}; give a wider range with --rtp-ports.");
    }
}
