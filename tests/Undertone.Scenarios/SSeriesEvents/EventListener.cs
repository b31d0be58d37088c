using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Scenarios.Peers;

namespace Undertone.Scenarios.SSeriesEvents;

/// <summary>
/// An application server that takes events as the vendor's own program does: one connection after the other, a single receive of at most
/// 1,024 bytes on each, and no connection closed before the end.
/// </summary>
internal sealed class EventListener : IAsyncDisposable
{
    private const int MostBytes = 1024;
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private const string Broken = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ReceivedEvent> _events = new();
    private readonly ConcurrentQueue<Socket> _connections = new();
    private readonly Func<int, string?> _answer;
    private readonly Task _listening;

    private EventListener(Func<int, string?> answer, int port = 0)
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _socket.Listen(128);
        _listening = ListenAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<ReceivedEvent> Events => [.. _events];

    /// <summary>The bodies, in order.</summary>
    public IReadOnlyList<string> Bodies => [.. _events.Select(e => e.Body)];

    /// <summary>Never answers, as the vendor's own program.</summary>
    public static EventListener Silent() => new(_ => null);

    /// <summary>Answers 200, as the vendor's documentation asks for.</summary>
    /// <param name="port">The port; 0 for any.</param>
    public static EventListener Answering(int port = 0) => new(_ => Ok, port);

    /// <summary>Answers 500 to the first requests, and 200 from then on.</summary>
    public static EventListener Failing(int times) => new(index => index < times ? Broken : Ok);

    /// <summary>The first event that satisfies, past or to come, but not among those that are passed over.</summary>
    public async Task<ReceivedEvent> EventAsync(Func<ReceivedEvent, bool> satisfies, string what, int passOver = 0)
    {
        ReceivedEvent? found = null;
        await Until.TrueAsync(
            () => (found = _events.Skip(passOver).FirstOrDefault(satisfies)) is not null, () => $"{what}; there came:\n{string.Join('\n', Bodies)}");
        return found!;
    }

    /// <summary>The first event with a text in its body, past or to come, but not among those that are passed over.</summary>
    public Task<ReceivedEvent> SaysAsync(string text, int passOver = 0) => EventAsync(e => e.Says(text), $"an event that says {text}", passOver);

    /// <summary>Waits until so many events have come.</summary>
    public Task CountAsync(int count) => EventAsync(_ => true, $"{count} events", count - 1);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        await Task.WhenAll(_events.Select(e => e.Rest));
        _socket.Dispose();
        foreach (Socket connection in _connections)
        {
            connection.Dispose();
        }

        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[MostBytes];
        try
        {
            while (true)
            {
                Socket connection = await _socket.AcceptAsync(_end.Token);
                _connections.Enqueue(connection);
                int length = await connection.ReceiveAsync(buffer, _end.Token);
                var received = new ReceivedEvent(buffer.AsSpan(0, length), ((IPEndPoint)connection.RemoteEndPoint!).Port);
                if (_answer(_events.Count) is { } answer)
                {
                    await connection.SendAsync(Encoding.ASCII.GetBytes(answer), _end.Token);
                }

                received.Rest = CountAsync(connection);
                _events.Enqueue(received);
            }
        }
        catch (OperationCanceledException)
        {
            // The test ends.
        }
    }

    // What a single receive misses; nobody but the test looks at it.
    private async Task<int> CountAsync(Socket connection)
    {
        byte[] buffer = new byte[MostBytes];
        int total = 0;
        try
        {
            while (await connection.ReceiveAsync(buffer, _end.Token) is > 0 and var more)
            {
                total += more;
            }
        }
        catch (Exception end) when (end is SocketException or OperationCanceledException)
        {
            // Reset by the sender, or the test ends.
        }

        return total;
    }
}
