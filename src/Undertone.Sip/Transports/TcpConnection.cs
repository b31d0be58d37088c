using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Undertone.Sip.Transports;

/// <summary>
/// One TCP connection, accepted or made: a reader that cuts the stream into messages, a writer behind a bounded queue. It lives until
/// either side fails, the peer closes, or <see cref="CheckHealth"/> finds it stalled or idle.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Close ends it; see there.")]
internal sealed partial class TcpConnection
{
    private const int FirstBufferBytes = 4096;
    private const int KeepAliveSeconds = 120;
    private const int KeepAliveProbeSeconds = 15;
    private const int KeepAliveProbes = 4;

    private static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly SipIntake _intake;
    private readonly TcpLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<(ReadOnlyMemory<byte> Bytes, ISendObserver? Observer)> _outgoing;
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _ended;
    private long _lastActivity;
    private long _incompleteSince;
    private long _writingSince;

    public TcpConnection(Socket socket, SipFlow flow, SipIntake intake, TcpLimits limits, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        Flow = flow;
        _intake = intake;
        _limits = limits;
        _time = time;
        _logger = logger;
        _lastActivity = time.GetTimestamp();
        _outgoing = Channel.CreateBounded<(ReadOnlyMemory<byte>, ISendObserver?)>(
            new BoundedChannelOptions(limits.MostQueuedMessages) { SingleReader = true });
    }

    /// <summary>Both ends; ours with the port of the listener, since peers connect there.</summary>
    public SipFlow Flow { get; }

    /// <summary>Queues a message; false when the queue is full or the connection is over.</summary>
    public bool TrySend(ReadOnlyMemory<byte> message, ISendObserver? observer) => _outgoing.Writer.TryWrite((message, observer));

    /// <summary>True when nothing can be sent any more.</summary>
    public bool IsClosed => _ended;

    /// <summary>Ends it; what is queued is reported as not sent.</summary>
    public void Close()
    {
        // Closing may race with itself (peer, sweep, shutdown); the first one counts and the token source is never disposed,
        // because it holds no timer and no handle.
        EndOutgoing();
        _stop.Cancel();
        _socket.Dispose();
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="connect">True when the socket is not connected yet.</param>
    public async Task RunAsync(bool connect)
    {
        var writing = Task.CompletedTask;
        try
        {
            if (connect)
            {
                await ConnectAsync();
            }

            SetOptions();
            writing = WriteAsync();
            await ReadAsync();

            // What is queued may be the answer to the peer's last words; it still goes out if the peer reads.
            EndOutgoing();
            await writing;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (!_stop.IsCancellationRequested)
            {
                Log.Failed(_logger, Flow.Remote, error.Message);
            }
        }
        finally
        {
            Close();
            await writing;
            ReportUnsent();
        }
    }

    /// <summary>Closes the connection when it is silent, or stuck in the middle of a message, for too long.</summary>
    public void CheckHealth()
    {
        if (Exceeds(ref _incompleteSince, _limits.Stall) || Exceeds(ref _writingSince, _limits.Stall))
        {
            Log.Stalled(_logger, Flow.Remote, _limits.Stall.TotalSeconds);
            Close();
        }
        else if (Exceeds(ref _lastActivity, _limits.Idle))
        {
            Log.Idle(_logger, Flow.Remote, _limits.Idle.TotalMinutes);
            Close();
        }
    }

    private void SetOptions()
    {
        _socket.NoDelay = true;

        // A phone that lost its power says nothing; the kernel notices within three minutes, so that calls to it fail fast.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveProbeSeconds);
        _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }

    private void EndOutgoing()
    {
        _ended = true;
        _outgoing.Writer.TryComplete();
    }

    private async Task ConnectAsync()
    {
        using var timeout = new CancellationTokenSource(_limits.Connect, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        await _socket.ConnectAsync(Flow.Remote, either.Token);
    }

    private async Task ReadAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        var filled = 0;
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None, _stop.Token);
                if (received == 0)
                {
                    return;
                }

                filled += received;
                Volatile.Write(ref _lastActivity, _time.GetTimestamp());
                var consumed = Consume(buffer.AsSpan(0, filled));
                if (consumed < 0)
                {
                    return;
                }

                filled -= consumed;
                buffer.AsSpan(consumed, filled).CopyTo(buffer);

                // Line ends alone are half a keep-alive, not the beginning of a message.
                MarkIncomplete(!buffer.AsSpan(0, filled).TrimStart("\r\n"u8).IsEmpty, consumed > 0);
                if (filled == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes every whole message off the front; -1 when the stream is beyond repair.</summary>
    private int Consume(ReadOnlySpan<byte> bytes)
    {
        var consumed = 0;
        while (consumed < bytes.Length)
        {
            var taken = _intake.OnStream(bytes[consumed..], Flow, out var verdict);
            consumed += taken;
            switch (verdict)
            {
                case StreamVerdict.Message:
                    break;
                case StreamVerdict.Ping:
                    // RFC 5626 3.5.1: a double CRLF asks for a single one.
                    TrySend(Pong, null);
                    break;
                case StreamVerdict.NeedMore:
                    return consumed;
                default:
                    return -1;
            }
        }

        return consumed;
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var (bytes, observer) in _outgoing.Reader.ReadAllAsync(_stop.Token))
            {
                Volatile.Write(ref _writingSince, _time.GetTimestamp());
                try
                {
                    await SendAllAsync(bytes);
                }
                catch
                {
                    observer?.OnSendFailed();
                    throw;
                }

                Volatile.Write(ref _writingSince, 0);
                Volatile.Write(ref _lastActivity, _time.GetTimestamp());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Close();
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sent = await _socket.SendAsync(bytes, SocketFlags.None, _stop.Token);
            bytes = bytes[sent..];
        }
    }

    private void ReportUnsent()
    {
        while (_outgoing.Reader.TryRead(out var unsent))
        {
            unsent.Observer?.OnSendFailed();
        }
    }

    private void MarkIncomplete(bool incomplete, bool progressed)
    {
        if (!incomplete)
        {
            Volatile.Write(ref _incompleteSince, 0);
        }
        else if (progressed || Volatile.Read(ref _incompleteSince) == 0)
        {
            Volatile.Write(ref _incompleteSince, _time.GetTimestamp());
        }
    }

    private bool Exceeds(ref long since, TimeSpan limit)
    {
        var stamp = Volatile.Read(ref since);
        return stamp != 0 && _time.GetElapsedTime(stamp) >= limit;
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "TCP connection with {Remote} failed: {Reason}")]
        public static partial void Failed(ILogger logger, IPEndPoint remote, string reason);

        [LoggerMessage(1011, LogLevel.Information, "Closing TCP connection with {Remote}: stuck in the middle of a message for {Seconds} s")]
        public static partial void Stalled(ILogger logger, IPEndPoint remote, double seconds);

        [LoggerMessage(1012, LogLevel.Debug, "Closing TCP connection with {Remote}: silent for {Minutes} minutes")]
        public static partial void Idle(ILogger logger, IPEndPoint remote, double minutes);
    }
}
