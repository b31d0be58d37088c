using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Undertone.Sip.Transports;

/// <summary>
/// One TCP listener and all connections that belong to it, accepted ones and those made to send. A connection is found again by its
/// remote end; when it is gone, the next message makes a new one.
/// </summary>
internal sealed partial class TcpTransport : ISipTransport
{
    private const int Backlog = 512;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly LocalAddresses _locals;
    private readonly SipIntake _intake;
    private readonly TcpLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<IPEndPoint, TcpConnection> _connections = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly LogThrottle _refusedLog;
    private readonly LogThrottle _queueLog;
    private ITimer? _sweep;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Binds and listens; connections wait until <see cref="Start"/>.</summary>
    /// <exception cref="SipListenException">The address cannot be bound.</exception>
    public TcpTransport(SipListenAddress address, LocalAddresses locals, SipIntake intake, TcpLimits limits, TimeProvider time, ILogger logger)
    {
        _locals = locals;
        _intake = intake;
        _limits = limits;
        _time = time;
        _logger = logger;
        _refusedLog = new LogThrottle(time);
        _queueLog = new LogThrottle(time);
        _listener = TransportSockets.Bind(address, SocketType.Stream, ProtocolType.Tcp);
        Address = address with { EndPoint = (IPEndPoint)_listener.LocalEndPoint! };
        try
        {
            _listener.Listen(Backlog);
        }
        catch (SocketException error)
        {
            _listener.Dispose();
            throw new SipListenException(Address, error);
        }
    }

    /// <inheritdoc/>
    public SipListenAddress Address { get; }

    /// <summary>How many connections there are.</summary>
    public int ConnectionCount => _connections.Count;

    /// <inheritdoc/>
    public void Start()
    {
        _accepting = Task.Run(AcceptAsync);
        _sweep = _time.CreateTimer(static transport => ((TcpTransport)transport!).Sweep(), this, SweepEvery, SweepEvery);
    }

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, ISendObserver? observer, SendMode mode)
    {
        if (_stop.IsCancellationRequested)
        {
            return false;
        }

        if (_connections.TryGetValue(remote, out var connection))
        {
            if (connection.TrySend(message, observer))
            {
                return true;
            }

            if (!connection.IsClosed)
            {
                if (_queueLog.Allows(out var dropped))
                {
                    Log.QueueFull(_logger, remote, _limits.MostQueuedMessages, dropped);
                }

                return false;
            }

            Forget(connection);
        }

        return mode == SendMode.ConnectIfNeeded && (ConnectTo(remote)?.TrySend(message, observer) ?? false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_sweep is not null)
        {
            await _sweep.DisposeAsync();
        }

        _listener.Dispose();
        await _accepting;
        foreach (var connection in _connections.Values)
        {
            connection.Close();
        }

        await Task.WhenAll(_running.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                Accept(socket);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // Out of file descriptors, most likely; existing connections go on, and the pause lets some of them end.
                Log.AcceptFailed(_logger, Address, error.Message);
                await Task.Delay(PauseAfterError, _time);
            }
        }
    }

    private void Accept(Socket socket)
    {
        if (_connections.Count >= _limits.MostConnections)
        {
            if (_refusedLog.Allows(out var refused))
            {
                Log.TooMany(_logger, Address, _limits.MostConnections, refused);
            }

            socket.Dispose();
            return;
        }

        if (socket is { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local })
        {
            Run(new TcpConnection(socket, new SipFlow(SipTransportKind.Tcp, local, remote), _intake, _limits, _time, _logger), connect: false);
        }
        else
        {
            socket.Dispose();
        }
    }

    private TcpConnection? ConnectTo(IPEndPoint remote)
    {
        if (_connections.Count >= _limits.MostConnections || remote.AddressFamily != Address.EndPoint.AddressFamily)
        {
            return null;
        }

        var flow = new SipFlow(SipTransportKind.Tcp, _locals.EndPointTowards(remote.Address, Address.EndPoint), remote);
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var connection = new TcpConnection(socket, flow, _intake, _limits, _time, _logger);
        var winner = _connections.GetOrAdd(remote, connection);
        if (winner != connection)
        {
            // Another thread wanted the same peer at the same moment; one connection is enough.
            socket.Dispose();
            return winner;
        }

        Run(connection, connect: true);
        return connection;
    }

    private void Run(TcpConnection connection, bool connect)
    {
        _connections[connection.Flow.Remote] = connection;
        var task = Task.Run(async () =>
        {
            await connection.RunAsync(connect);
            Forget(connection);
        });

        _running[task] = true;
        task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private void Forget(TcpConnection connection) =>
        _connections.TryRemove(KeyValuePair.Create(connection.Flow.Remote, connection));

    private void Sweep()
    {
        foreach (var connection in _connections.Values)
        {
            connection.CheckHealth();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Warning, "Accepting on {Address} failed, going on: {Reason}")]
        public static partial void AcceptFailed(ILogger logger, SipListenAddress address, string reason);

        [LoggerMessage(1021, LogLevel.Warning, "Refusing a TCP connection on {Address}: {Limit} are open already; {Count} refused since the last such line")]
        public static partial void TooMany(ILogger logger, SipListenAddress address, int limit, long count);

        [LoggerMessage(1022, LogLevel.Warning, "Dropping a message to {Remote}: {Limit} wait there already, the peer does not read; {Count} dropped since the last such line")]
        public static partial void QueueFull(ILogger logger, IPEndPoint remote, int limit, long count);
    }
}
