using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

/// <summary>A plain UDP socket: it answers only what the test says, so a packet that the test ignores is a lost packet.</summary>
internal sealed class RawUdpPeer : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;

    public RawUdpPeer(IPAddress? address = null)
    {
        var local = new IPEndPoint(address ?? IPAddress.Loopback, 0);
        _socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(local);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>How the peer's own Via names it.</summary>
    public string SentBy => EndPoint.ToString();

    public void Send(string text, IPEndPoint to) => _socket.SendTo(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), to);

    public void Send(byte[] bytes, IPEndPoint to) => _socket.SendTo(bytes, to);

    public void Send(SipMessage message, IPEndPoint to) => _socket.SendTo(SipMessageWriter.ToBytes(message), to);

    public async Task<SipRequest> ReceiveRequestAsync() => Assert.IsType<SipRequest>(await ReceiveAsync());

    public async Task<SipResponse> ReceiveResponseAsync() => Assert.IsType<SipResponse>(await ReceiveAsync());

    public async Task<SipMessage> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[65_535];
        var bytes = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
        Assert.True(SipMessageParser.TryParse(buffer.AsSpan(0, bytes), SipLimits.Default, out var message, out var error), error?.Text);
        return message;
    }

    /// <summary>
    /// True when nothing more was sent to this peer before now: a marker that the stack sends last must come first. UDP on loopback keeps the order of one sender.
    /// </summary>
    public async Task<bool> NothingBeforeAsync(Action sendMarker, SipMethod marker)
    {
        sendMarker();
        return await ReceiveAsync() is SipRequest request && request.Method == marker;
    }

    public void Dispose() => _socket.Dispose();
}
