using System.Net;
using System.Net.Sockets;
using Undertone.Media.Io;
using Undertone.Media.Io.Linux;

namespace Undertone.Media.Tests.Io;

/// <summary>Connected sockets on the real kernel. On other systems there are none, and nothing to test.</summary>
public sealed class LinuxConnectTests : IDisposable
{
    private const int Slot = 0;
    private readonly LinuxMediaIo _io = new(2);
    private readonly IMediaSocket _socket;
    private readonly Socket _phone = Open();
    private readonly Socket _stranger = Open();

    public LinuxConnectTests()
    {
        IMediaSocket? socket;
        var port = 9_000;
        while (_io.TryBind(IPAddress.Loopback, port, out socket) != BindOutcome.Bound)
        {
            port++;
        }

        _socket = socket!;
        Assert.True(_io.Attach(Slot, _socket));
    }

    public void Dispose()
    {
        _phone.Dispose();
        _stranger.Dispose();
        _io.Dispose();
        _socket.Dispose();
    }

    [Fact]
    public void A_connected_socket_speaks_with_its_peer_and_with_nobody_else()
    {
        _io.Connect(Slot, AddressOf(_phone));
        Send(_stranger, 1);
        Send(_phone, 2);

        Assert.Equal((2, AddressOf(_phone)), Receive());
        Assert.Equal(ReceiveOutcome.Nothing, _io.Receive(Slot, new byte[64], out _, out _));
        Assert.True(_io.Send(Slot, [3], AddressOf(_phone)));
        Assert.Equal(3, Heard(_phone));
    }

    [Fact]
    public void What_a_stranger_sent_before_keeps_its_source()
    {
        Send(_stranger, 1);
        Send(_phone, 2);
        _io.Connect(Slot, AddressOf(_phone));

        Assert.Equal((1, AddressOf(_stranger)), Receive());
        Assert.Equal((2, AddressOf(_phone)), Receive());
    }

    [Fact]
    public void The_source_is_told_also_after_many_packets()
    {
        _io.Connect(Slot, AddressOf(_phone));
        for (var i = 0; i < 600; i++)
        {
            Send(_phone, 7);
            Assert.Equal((7, AddressOf(_phone)), Receive());
        }
    }

    [Fact]
    public void A_disconnected_socket_hears_everybody_on_the_same_port()
    {
        _io.Connect(Slot, AddressOf(_phone));
        _io.Disconnect(Slot);
        Send(_stranger, 1);

        Assert.Equal((1, AddressOf(_stranger)), Receive());
        Assert.True(_io.Send(Slot, [2], AddressOf(_stranger)));
        Assert.Equal(2, Heard(_stranger));
        Assert.True(_io.Send(Slot, [3], AddressOf(_phone)));
        Assert.Equal(3, Heard(_phone));
    }

    [Fact]
    public void A_connected_socket_can_still_send_elsewhere()
    {
        _io.Connect(Slot, AddressOf(_phone));

        Assert.True(_io.Send(Slot, [4], AddressOf(_stranger)));
        Assert.Equal(4, Heard(_stranger));
    }

    [Fact]
    public void A_peer_without_a_socket_is_an_error_and_not_the_end()
    {
        _io.Connect(Slot, AddressOf(_phone));
        var address = AddressOf(_phone);
        _phone.Dispose();
        _io.Send(Slot, [1], address);
        Assert.Equal(ReceiveOutcome.Error, _io.Receive(Slot, new byte[64], out var length, out _));
        Assert.Equal(0, length);
        _io.Disconnect(Slot);
        Send(_stranger, 5);
        Assert.Equal((5, AddressOf(_stranger)), Receive());
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static MediaAddress AddressOf(Socket socket) => MediaAddress.From((IPEndPoint)socket.LocalEndPoint!);

    private static int Heard(Socket socket)
    {
        var packet = new byte[64];
        Assert.Equal(1, socket.Receive(packet));
        return packet[0];
    }

    private void Send(Socket from, byte content) => from.SendTo([content], new IPEndPoint(IPAddress.Loopback, _socket.Port));

    /// <summary>On loopback a packet is there when its sending returns.</summary>
    private (int Content, MediaAddress Source) Receive()
    {
        var packet = new byte[64];
        Assert.Equal(ReceiveOutcome.Packet, _io.Receive(Slot, packet, out var length, out var source));
        Assert.Equal(1, length);
        return (packet[0], source);
    }
}
