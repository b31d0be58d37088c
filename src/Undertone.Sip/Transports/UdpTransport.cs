using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Undertone.Sip.Transports;

/// <summary>
/// One UDP socket. Requests above 1300 bytes stay on UDP: RFC 3261 18.1.1 would move them to TCP, but the messages of this
/// product are small, and many phones that register over UDP do not listen on TCP at all.
/// </summary>
internal sealed partial class UdpTransport : ISipTransport
{
    private const int LargestDatagramBytes = 65_535;
    private const int KernelBufferBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(10);

    private readonly Socket _socket;
    private readonly LocalAddresses _locals;
    private readonly SipIntake _intake;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly LogThrottle _sendLog;
    private readonly LogThrottle _receiveLog;
    private Task _receiving = Task.CompletedTask;

    /// <summary>Binds.</summary>
    /// <exception cref="SipListenException">The address cannot be bound.</exception>
    public UdpTransport(SipListenAddress address, LocalAddresses locals, SipIntake intake, TimeProvider time, ILogger logger)
    {
        _locals = locals;
        _intake = intake;
        _time = time;
        _logger = logger;
        _sendLog = new LogThrottle(time);
        _receiveLog = new LogThrottle(time);
        _socket = TransportSockets.Bind(address, SocketType.Dgram, ProtocolType.Udp);
        _socket.ReceiveBufferSize = KernelBufferBytes;
        _socket.SendBufferSize = KernelBufferBytes;
        Address = address with { EndPoint = (IPEndPoint)_socket.LocalEndPoint! };
    }

    /// <inheritdoc/>
    public SipListenAddress Address { get; }

    /// <inheritdoc/>
    public void Start() => _receiving = Task.Run(ReceiveAsync);

    /// <inheritdoc/>
    public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote, ISendObserver? observer, SendMode mode)
    {
        if (remote.AddressFamily != Address.EndPoint.AddressFamily)
        {
            return false;
        }

        try
        {
            _socket.SendTo(message.Span, SocketFlags.None, remote);
            return true;
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            if (_sendLog.Allows(out var count))
            {
                Log.SendFailed(_logger, remote, message.Length, error.Message, count);
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _receiving;
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagramBytes, pinned: true);
        var source = new SocketAddress(_socket.AddressFamily);
        var shape = new IPEndPoint(Address.EndPoint.Address, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var bytes = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, source, _stop.Token);
                var remote = (IPEndPoint)shape.Create(source);
                var flow = new SipFlow(SipTransportKind.Udp, _locals.EndPointTowards(remote.Address, Address.EndPoint), remote);
                _intake.OnDatagram(buffer.AsSpan(0, bytes), flow);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // Some systems report an earlier send's ICMP error here. The pause keeps a lasting error from using a whole core.
                if (_receiveLog.Allows(out var count))
                {
                    Log.ReceiveFailed(_logger, Address, error.Message, count);
                }

                await Task.Delay(PauseAfterError, _time);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "Cannot send {Bytes} bytes over UDP to {Remote}: {Reason}; {Count} failures since the last such line")]
        public static partial void SendFailed(ILogger logger, IPEndPoint remote, int bytes, string reason, long count);

        [LoggerMessage(1002, LogLevel.Warning, "Receiving on {Address} failed, going on: {Reason}; {Count} failures since the last such line")]
        public static partial void ReceiveFailed(ILogger logger, SipListenAddress address, string reason, long count);
    }
}
