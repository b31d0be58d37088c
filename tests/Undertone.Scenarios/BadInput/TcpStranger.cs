using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Undertone.Scenarios.BadInput;

/// <summary>Somebody with a TCP connection to a SIP server.</summary>
internal sealed class TcpStranger : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private string _received = "";

    /// <summary>The own address and port.</summary>
    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Connects from 127.0.0.2.</summary>
    public static async Task<TcpStranger> ConnectAsync(IPEndPoint server)
    {
        var stranger = new TcpStranger();
        stranger._socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        using var deadline = new CancellationTokenSource(Patience);
        await stranger._socket.ConnectAsync(server, deadline.Token);
        return stranger;
    }

    /// <summary>Sends bytes.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await _socket.SendAsync(bytes, deadline.Token);
        }
        catch (SocketException)
        {
            // The server had enough before all of it was sent; what it said before is read next.
        }
    }

    /// <summary>The status code of the next answer.</summary>
    public async Task<int> StatusAsync()
    {
        while (true)
        {
            _received = _received.TrimStart('\r', '\n');
            int end = _received.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                string head = _received[..end];
                _received = _received[(end + 4)..];
                if (head.StartsWith("SIP/2.0 ", StringComparison.Ordinal))
                {
                    return int.Parse(head.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
                }
            }
            else
            {
                Assert.True(await ReadAsync(), $"The connection ended without an answer; it said: {_received}");
            }
        }
    }

    /// <summary>Waits until the server closes the connection.</summary>
    public async Task WaitUntilClosedAsync()
    {
        while (await ReadAsync())
        {
            // What it still says does not matter.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[4096];
        try
        {
            int length = await _socket.ReceiveAsync(buffer, deadline.Token);
            _received += Encoding.UTF8.GetString(buffer, 0, length);
            return length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
