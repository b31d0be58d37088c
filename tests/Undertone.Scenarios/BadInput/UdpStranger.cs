using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Undertone.Sip.Messages;

namespace Undertone.Scenarios.BadInput;

/// <summary>Somebody with a UDP socket who sends a SIP server whatever he likes.</summary>
internal sealed class UdpStranger : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _server;

    /// <param name="server">The server.</param>
    /// <param name="address">The own address; one of 127.0.0.0/8.</param>
    public UdpStranger(IPEndPoint server, string address)
    {
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
    }

    /// <summary>The own address and port.</summary>
    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Sends a datagram.</summary>
    public void Send(ReadOnlySpan<byte> datagram) => _socket.SendTo(datagram, _server);

    /// <summary>Sends a request and waits for its final answer.</summary>
    public async Task<SipResponse> AskAsync(string request)
    {
        Send(SipText.Bytes(request));
        return await AnswerToAsync(CallIdOf(request));
    }

    /// <summary>Sends a request and waits for the status of its final answer, which repeats what was wrong and may be unreadable itself.</summary>
    public async Task<int> StatusOfAsync(string request)
    {
        Send(SipText.Bytes(request));
        string answer = await TextToAsync(CallIdOf(request));
        return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The next final answer with this Call-ID.</summary>
    public async Task<SipResponse> AnswerToAsync(string callId)
    {
        string text = await TextToAsync(callId);
        Assert.True(SipMessageParser.TryParse(SipText.Bytes(text), SipLimits.Default, out SipMessage? message, out _), text);
        return Assert.IsType<SipResponse>(message);
    }

    /// <summary>Asks the server for its well-being: whatever was sent before has been read when it answers.</summary>
    public async Task PingAsync() => Assert.Equal(200, (await AskAsync(SipText.Request("OPTIONS", Local))).StatusCode);

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private async Task<string> TextToAsync(string callId)
    {
        using var deadline = new CancellationTokenSource(Patience);
        byte[] buffer = new byte[65_536];
        while (true)
        {
            int length = await _socket.ReceiveAsync(buffer, deadline.Token);
            string text = Encoding.UTF8.GetString(buffer, 0, length);
            if (!text.StartsWith("SIP/2.0 1", StringComparison.Ordinal) && text.Contains(callId, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    private static string CallIdOf(string request)
    {
        int start = request.IndexOf("Call-ID: ", StringComparison.Ordinal) + "Call-ID: ".Length;
        return request[start..request.IndexOf("\r\n", start, StringComparison.Ordinal)];
    }
}
