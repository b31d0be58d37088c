using System.Net.WebSockets;
using System.Text;

namespace Undertone.Http.Tests.Kit;

/// <summary>A client of the event socket. Every wait has an end.</summary>
internal sealed class EventSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] _buffer = new byte[256 * 1024];

    public ClientWebSocket Socket { get; } = new();

    /// <summary>Connects, and subscribes if topics are given.</summary>
    public static async Task<EventSocket> OpenAsync(PSeriesApp app, string? topics = null)
    {
        var socket = new EventSocket();
        using var patience = new CancellationTokenSource(Patience);
        await socket.Socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{app.Address.Port}/openapi/v1.0/subscribe?access_token={app.Token}"), patience.Token);
        if (topics is not null)
        {
            Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await socket.AskAsync($$"""{"topic_list":{{topics}}}"""));
        }

        return socket;
    }

    public async Task SendAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, patience.Token);
    }

    public async Task<string> AskAsync(string text)
    {
        await SendAsync(text);
        return await ReadAsync();
    }

    /// <summary>The next message; fails if the server closes.</summary>
    public async Task<string> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await Socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(_buffer, 0, length);
            }
        }
    }

    /// <summary>Reads to the server's close frame and answers it.</summary>
    public async Task<WebSocketCloseStatus?> ReadCloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await Socket.ReceiveAsync(_buffer.AsMemory(), patience.Token)).MessageType is not WebSocketMessageType.Close)
        {
        }

        await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token);
        return Socket.CloseStatus;
    }

    public void Dispose() => Socket.Dispose();
}
