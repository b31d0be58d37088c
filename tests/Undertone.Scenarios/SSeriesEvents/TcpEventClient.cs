using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>A client of the event port, which says its login as text and reads lines.</summary>
internal sealed class TcpEventClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private TcpEventClient(TcpClient client) => (_client, _reader) = (client, new StreamReader(client.GetStream(), Encoding.UTF8));

    /// <summary>Connects and says something.</summary>
    public static async Task<TcpEventClient> ConnectAsync(int port, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));
        return new TcpEventClient(client);
    }

    /// <summary>The next line; null if the server has closed.</summary>
    public async Task<string?> LineAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await _reader.ReadLineAsync(deadline.Token);
    }

    /// <summary>Says nothing more, as a client that closes; what the server still says can be read.</summary>
    public void Close() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <inheritdoc />
    public void Dispose()
    {
        _reader.Dispose();
        _client.Dispose();
    }
}
