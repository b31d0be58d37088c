using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Scenarios.Harness;

namespace Undertone.Scenarios.PSeries;

/// <summary>A client of the event socket.</summary>
public sealed class EventSubscription : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();
    private readonly List<(int Type, JsonObject Message)> _events = [];

    /// <summary>The events read so far, in order.</summary>
    public IReadOnlyList<(int Type, JsonObject Message)> Events => _events;

    /// <summary>The envelope of the latest event, as text.</summary>
    public string LatestEnvelope { get; private set; } = "";

    /// <summary>Opens a socket with a client's token, without a word about topics.</summary>
    public static async Task<EventSubscription> OpenAsync(ServerProcess server, PSeriesClient api)
    {
        var subscription = new EventSubscription();
        using var deadline = new CancellationTokenSource(Patience);
        await subscription._socket.ConnectAsync(
            new Uri($"ws://{server.Http.Authority}/openapi/v1.0/subscribe?access_token={api.Token}"), deadline.Token);
        return subscription;
    }

    /// <summary>Opens a socket and subscribes.</summary>
    public static async Task<EventSubscription> OpenAsync(ServerProcess server, PSeriesClient api, params int[] topics)
    {
        EventSubscription subscription = await OpenAsync(server, api);
        Assert.Equal("""{"errcode":0,"errmsg":"SUCCESS"}""", await subscription.AskAsync($$"""{"topic_list":[{{string.Join(',', topics)}}]}"""));
        return subscription;
    }

    /// <summary>Sends a text frame and reads up to the first frame that is no event.</summary>
    public async Task<string> AskAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, deadline.Token);
        while (true)
        {
            string frame = await ReceiveAsync(deadline.Token);
            if (!TryTakeEvent(frame))
            {
                return frame;
            }
        }
    }

    /// <summary>The first event, among those read and those to come, that satisfies.</summary>
    public async Task<JsonObject> WaitForAsync(int type, Func<JsonObject, bool> satisfies)
    {
        using var deadline = new CancellationTokenSource(Patience);
        for (int next = 0; ; next++)
        {
            while (next >= _events.Count)
            {
                string frame = await ReceiveAsync(deadline.Token);
                Assert.True(TryTakeEvent(frame), $"Not an event: {frame}");
            }

            if (_events[next].Type == type && satisfies(_events[next].Message))
            {
                return _events[next].Message;
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool TryTakeEvent(string frame)
    {
        if (!frame.StartsWith("""{"type":""", StringComparison.Ordinal))
        {
            return false;
        }

        JsonNode envelope = JsonNode.Parse(frame)!;
        Assert.Equal(envelope["sn"] is null ? "{type:integer,msg:string}" : "{type:integer,sn:string,msg:string}", JsonShape.Of(envelope));
        LatestEnvelope = frame;
        _events.Add(((int)envelope["type"]!, JsonNode.Parse((string)envelope["msg"]!)!.AsObject()));
        return true;
    }

    private async Task<string> ReceiveAsync(CancellationToken deadline)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(length), deadline);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
