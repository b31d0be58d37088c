using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Transports;

/// <summary>A plain TCP socket that speaks only what the test says.</summary>
internal sealed class RawTcpPeer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;
    private byte[] _pending = [];

    private RawTcpPeer(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public string SentBy => EndPoint.ToString();

    public static async Task<RawTcpPeer> ConnectAsync(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(remote);
        return new RawTcpPeer(socket);
    }

    public static async Task<RawTcpPeer> AcceptAsync(Socket listener)
    {
        using var limit = new CancellationTokenSource(Limit);
        return new RawTcpPeer(await listener.AcceptAsync(limit.Token));
    }

    public static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    public void Send(SipMessage message) => Send(SipMessageWriter.ToBytes(message));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }

    /// <summary>Says that nothing more will be sent, but goes on reading.</summary>
    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    public async Task<SipResponse> ReceiveResponseAsync() => Assert.IsType<SipResponse>(await ReceiveAsync());

    public async Task<SipRequest> ReceiveRequestAsync() => Assert.IsType<SipRequest>(await ReceiveAsync());

    public async Task<SipMessage> ReceiveAsync()
    {
        while (true)
        {
            if (SipMessageParser.TryReadFrame(_pending, SipLimits.Default, out var frame, out _))
            {
                Assert.Equal(SipFrameKind.Message, frame.Kind);
                var parsed = SipMessageParser.TryParse(_pending.AsSpan(frame.Start, frame.Bytes), SipLimits.Default, out var message, out var error);
                Assert.True(parsed, error?.Text);
                _pending = _pending[frame.Consumed..];
                return message!;
            }

            Assert.True(await ReadMoreAsync(), "The connection was closed before a whole message came.");
        }
    }

    public async Task<string> ReceiveTextAsync(int bytes)
    {
        while (_pending.Length < bytes)
        {
            Assert.True(await ReadMoreAsync(), "The connection was closed.");
        }

        var text = Encoding.UTF8.GetString(_pending.AsSpan(0, bytes));
        _pending = _pending[bytes..];
        return text;
    }

    /// <summary>True when the other side closes without another byte.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return !await ReadMoreAsync();
        }
        catch (SocketException)
        {
            return true;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadMoreAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[16_384];
        var received = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
        _pending = [.. _pending, .. buffer.AsSpan(0, received)];
        return received > 0;
    }
}
