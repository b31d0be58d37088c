using System.Net;
using System.Net.Sockets;

namespace Undertone.Http.Shared.Callbacks;

/// <summary>
/// Connects to somebody else's server. The address is checked when it is connected to, so that a name cannot first show one address
/// and then lead to another.
/// </summary>
/// <param name="policy">Which addresses may be reached.</param>
internal sealed class CallbackConnector(CallbackPolicy policy)
{
    /// <summary>Connects.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">The TCP port.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SocketException">It cannot be reached, or has no address.</exception>
    /// <exception cref="HttpRequestException">Its address is not allowed.</exception>
    public async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        IPAddress[] allowed = [.. addresses.Where(policy.Allows)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{host} is at an address that callbacks may not reach");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
