using System.Net.WebSockets;

namespace Undertone.Http.YeastarPSeries.Events;

/// <summary>Why a subscriber's connection ended.</summary>
internal enum SubscriberEnd
{
    /// <summary>The client closed it.</summary>
    ClosedByClient,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>Nothing was said or sent for too long.</summary>
    Idle,

    /// <summary>The client sent a message above the limit.</summary>
    MessageTooLong,

    /// <summary>The client did not read what it was sent.</summary>
    TooSlow,

    /// <summary>The server stops.</summary>
    ServerStops,
}

/// <summary>One subscriber's connection: a loop that reads, one that sends, and a watch for silence. The first to end ends the session.</summary>
internal sealed class SubscriberSession(WebSocket socket, Subscriber subscriber, YeastarPSeriesOptions options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _cut = new();
    private long _lastActivity = clock.GetTimestamp();

    /// <summary>Runs until the connection ends.</summary>
    public async Task<SubscriberEnd> RunAsync(CancellationToken serverStops)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(serverStops, _cut.Token);
        Task<SubscriberEnd> receiving = ReceiveAsync();
        Task<SubscriberEnd> sending = SendAsync();
        try
        {
            Task<SubscriberEnd> first =
                await Task.WhenAny(receiving, sending, WatchSilenceAsync(), WatchOverflowAsync(), WatchStopAsync(stopping.Token));
            SubscriberEnd end = await first;
            if (end is not (SubscriberEnd.TooSlow or SubscriberEnd.Broken))
            {
                await CloseAsync(end, receiving, sending);
            }

            return end;
        }
        finally
        {
            subscriber.Complete();
            if (socket.State is not WebSocketState.Closed)
            {
                socket.Abort();
            }

            await _cut.CancelAsync();
            await Task.WhenAll(receiving, sending);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _cut.Dispose();

    private async Task<SubscriberEnd> ReceiveAsync()
    {
        byte[] buffer = new byte[options.SubscriberMessageLimitBytes + 1];
        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), _cut.Token);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    return SubscriberEnd.ClosedByClient;
                }

                Touch();
                length += part.Count;
                if (length > options.SubscriberMessageLimitBytes)
                {
                    return SubscriberEnd.MessageTooLong;
                }

                if (part.EndOfMessage)
                {
                    subscriber.Enqueue(SubscriberRequest.Handle(buffer.AsMemory(0, length), subscriber));
                    length = 0;
                }
            }
        }
        catch (Exception problem) when (IsBreak(problem))
        {
            return SubscriberEnd.Broken;
        }
    }

    private async Task<SubscriberEnd> SendAsync()
    {
        try
        {
            await foreach (byte[] frame in subscriber.Queue.ReadAllAsync(_cut.Token))
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, _cut.Token);
                Touch();
            }

            // While the session runs only an overflow completes the queue.
            return SubscriberEnd.TooSlow;
        }
        catch (Exception problem) when (IsBreak(problem))
        {
            return SubscriberEnd.Broken;
        }
    }

    private async Task<SubscriberEnd> WatchSilenceAsync()
    {
        try
        {
            while (true)
            {
                TimeSpan left = options.SubscriberIdleLimit - clock.GetElapsedTime(Interlocked.Read(ref _lastActivity));
                if (left <= TimeSpan.Zero)
                {
                    return SubscriberEnd.Idle;
                }

                await Task.Delay(left, clock, _cut.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return SubscriberEnd.Broken;
        }
    }

    private async Task<SubscriberEnd> WatchOverflowAsync()
    {
        await Task.WhenAny(subscriber.Overflow, Task.Delay(Timeout.InfiniteTimeSpan, _cut.Token));
        return SubscriberEnd.TooSlow;
    }

    private static async Task<SubscriberEnd> WatchStopAsync(CancellationToken stopping)
    {
        await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, stopping));
        return SubscriberEnd.ServerStops;
    }

    /// <summary>Sends what waits, says why, and gives the client a moment to close its side.</summary>
    private async Task CloseAsync(SubscriberEnd end, Task receiving, Task sending)
    {
        using var patience = new CancellationTokenSource(CloseTimeout, clock);
        subscriber.Complete();
        try
        {
            await sending.WaitAsync(patience.Token);
            (WebSocketCloseStatus status, string reason) = end switch
            {
                SubscriberEnd.Idle => (WebSocketCloseStatus.NormalClosure, "idle"),
                SubscriberEnd.MessageTooLong => (WebSocketCloseStatus.MessageTooBig, "message too long"),
                SubscriberEnd.ServerStops => (WebSocketCloseStatus.EndpointUnavailable, "server stops"),
                _ => (WebSocketCloseStatus.NormalClosure, ""),
            };
            await socket.CloseOutputAsync(status, reason, patience.Token);
            await receiving.WaitAsync(patience.Token);
            await DiscardAsync(patience.Token);
        }
        catch (Exception problem) when (IsBreak(problem))
        {
            // The client is gone or does not answer; the connection is cut next.
        }
    }

    /// <summary>Reads on to the client's close frame: a connection cut with unread data in it would take our own close frame along.</summary>
    private async Task DiscardAsync(CancellationToken patience)
    {
        byte[] rest = new byte[4096];
        while (socket.State is WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(rest.AsMemory(), patience);
        }
    }

    private void Touch() => Interlocked.Exchange(ref _lastActivity, clock.GetTimestamp());

    private static bool IsBreak(Exception problem)
        => problem is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;
}
