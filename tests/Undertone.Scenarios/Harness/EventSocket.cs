using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Undertone.Scenarios.Harness;

/// <summary>An event as a subscriber got it.</summary>
/// <param name="Type">30011, for instance.</param>
/// <param name="Message">The inner message, which travels as a string.</param>
public sealed record SeenEvent(int Type, JsonObject Message);

/// <summary>A WebSocket subscriber of the P-Series that keeps every event in the order of arrival.</summary>
public sealed class EventSocket : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private readonly ClientWebSocket _socket;
    private readonly ConcurrentQueue<SeenEvent> _events = new();
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private EventSocket(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = ReadAsync();
    }

    /// <summary>All events so far.</summary>
    public IReadOnlyList<SeenEvent> Events => [.. _events];

    /// <summary>
    /// The story of the calls in one line an event: <c>2000 ALERT, 2001 RING</c> for 30011
    /// (a member over a trunk as <c>outbound 2000 > 0123 over carrier RING</c>), <c>failed: REASON</c> for 30015,
    /// <c>record: 2000 > 2001 STATUS</c> for 30012.
    /// </summary>
    public IReadOnlyList<string> CallStory => [.. Events.Select(LineOf).OfType<string>()];

    /// <summary>Connects and subscribes.</summary>
    public static async Task<EventSocket> SubscribeAsync(ServerProcess server, PSeriesClient client, params int[] types)
    {
        var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Limit);
        var address = new UriBuilder(server.Http) { Scheme = "ws", Path = "openapi/v1.0/subscribe", Query = $"access_token={client.Token}" };
        await socket.ConnectAsync(address.Uri, limit.Token);
        var events = new EventSocket(socket);
        byte[] wish = Encoding.UTF8.GetBytes($$"""{"topic_list":[{{string.Join(',', types)}}]}""");
        await socket.SendAsync(wish, WebSocketMessageType.Text, true, limit.Token);
        await events._subscribed.Task.WaitAsync(Limit);
        return events;
    }

    /// <summary>The first event of a type that satisfies, past or to come.</summary>
    public async Task<SeenEvent> EventAsync(int type, Func<JsonObject, bool>? satisfies = null)
    {
        SeenEvent? found = null;
        await WaitAsync(
            () => (found = _events.FirstOrDefault(e => e.Type == type && (satisfies?.Invoke(e.Message) ?? true))) is not null,
            () => $"no event {type} as expected");
        return found!;
    }

    /// <summary>Waits until the calls' story is exactly this.</summary>
    public async Task StoryAsync(params string[] lines)
    {
        await WaitAsync(() => CallStory.Count >= lines.Length, () => $"{lines.Length} events of calls expected");
        Assert.Equal(lines, CallStory);
    }

    /// <summary>What 30008 told of an extension, in order.</summary>
    public IReadOnlyList<string> StatusesOf(string extension)
        => [.. Events.Where(e => e.Type == 30008 && (string)e.Message["extension"]! == extension).Select(e => (string)e.Message["status"]!)];

    /// <summary>Waits until 30008 has told exactly this of an extension.</summary>
    public async Task StatusesAsync(string extension, params string[] statuses)
    {
        await WaitAsync(() => StatusesOf(extension).Count >= statuses.Length, () => $"{statuses.Length} events 30008 of {extension} expected");
        Assert.Equal(statuses, StatusesOf(extension));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private static string? LineOf(SeenEvent seen) => seen.Type switch
    {
        30011 => string.Join(", ", seen.Message["members"]!.AsArray().Select(MemberOf)),
        30015 => $"failed: {seen.Message["reason"]}",
        30012 => $"record: {seen.Message["call_from"]} > {seen.Message["call_to"]} {seen.Message["status"]}",
        _ => null,
    };

    private static string MemberOf(JsonNode? member)
    {
        (string kind, JsonNode? told) = member!.AsObject().Single();
        return kind == "extension"
            ? $"{told!["number"]} {told["member_status"]}"
            : $"{kind} {told!["from"]} > {told["to"]} over {told["trunk_name"]} {told["member_status"]}";
    }

    private async Task WaitAsync(Func<bool> condition, Func<string> what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"{what()}; got:\n{string.Join('\n', _events.Select(e => $"{e.Type} {e.Message.ToJsonString()}"))}");
            }

            await Task.Delay(5);
        }
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[65_536];
        try
        {
            while (_socket.State is WebSocketState.Open)
            {
                int length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject());
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed by either side.
        }
    }

    private void Take(JsonObject frame)
    {
        if (frame["type"] is { } type)
        {
            _events.Enqueue(new SeenEvent((int)type, JsonNode.Parse((string)frame["msg"]!)!.AsObject()));
        }
        else
        {
            Assert.Equal(0, (int)frame["errcode"]!);
            _subscribed.TrySetResult();
        }
    }
}
