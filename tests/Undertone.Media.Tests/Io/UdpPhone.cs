using System.Net;
using System.Net.Sockets;
using Undertone.Media.Codecs;
using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Io;

/// <summary>A phone on real sockets of the loopback interface.</summary>
internal sealed class UdpPhone : IDisposable
{
    private readonly Socket _rtp = Open();
    private readonly byte[] _packet = new byte[2048];

    public ushort Sequence { get; set; } = 100;

    public uint Timestamp { get; set; } = 5000;

    public byte PayloadType { get; set; }

    public IPEndPoint Address => (IPEndPoint)_rtp.LocalEndPoint!;

    public RemoteMedia Remote => new()
    {
        Rtp = Address,
        Codec = PayloadType == 8 ? AudioCodec.Pcma : AudioCodec.Pcmu,
        SendPayloadType = PayloadType,
        ReceivePayloadType = PayloadType,
        TelephoneEventSendPayloadType = 101,
        TelephoneEventReceivePayloadType = 101,
    };

    public void Send(int port, ReadOnlySpan<byte> payload)
    {
        new RtpHeader { PayloadType = PayloadType, SequenceNumber = Sequence++, Timestamp = Timestamp, Ssrc = 77 }.TryWrite(_packet);
        payload.CopyTo(_packet.AsSpan(RtpHeader.FixedBytes));
        Timestamp += (uint)payload.Length;
        _rtp.SendTo(_packet.AsSpan(0, RtpHeader.FixedBytes + payload.Length), new IPEndPoint(IPAddress.Loopback, port));
    }

    public void SendRaw(int port, ReadOnlySpan<byte> datagram) => _rtp.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, port));

    public void SendLevel(int port, short level)
    {
        Span<short> pcm = stackalloc short[160];
        pcm.Fill(level);
        Span<byte> payload = stackalloc byte[160];
        default(AudioEncoder).Encode(Remote.Codec, pcm, payload);
        Send(port, payload);
    }

    /// <summary>Waits for the next RTP packet; fails after five seconds. Reports meant for a neighbour's port are passed over.</summary>
    public (RtpHeader Header, byte[] Payload, IPEndPoint From) Receive()
    {
        while (true)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            var bytes = _rtp.ReceiveFrom(_packet, ref from);
            if (RtpHeader.TryParse(_packet.AsSpan(0, bytes), out var header, out _))
            {
                return (header, _packet.AsSpan(header.PayloadOffset, header.PayloadLength).ToArray(), (IPEndPoint)from);
            }
        }
    }

    public void Dispose() => _rtp.Dispose();

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
