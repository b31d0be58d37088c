using System.Net;
using System.Net.Sockets;

namespace Undertone.Media.Io.Portable;

/// <summary>
/// The same over <see cref="Socket"/>, for systems other than Linux and for development: correct everywhere, good for some hundred legs.
/// </summary>
internal sealed class PortableMediaIo : IMediaIo
{
    private readonly PortableMediaSocket?[] _sockets;
    private readonly Dictionary<Socket, int> _slots = [];
    private readonly List<Socket> _watched = [];
    private readonly List<Socket> _readable = [];
    private readonly Socket _wake;
    private readonly SocketAddress _wakeAddress;
    private readonly SocketAddress _received = new(AddressFamily.InterNetworkV6);
    private readonly SocketAddress _version4 = new IPEndPoint(IPAddress.Any, 0).Serialize();
    private readonly SocketAddress _version6 = new IPEndPoint(IPAddress.IPv6Any, 0).Serialize();
    private volatile bool _disposed;

    public PortableMediaIo(int slots)
    {
        _sockets = new PortableMediaSocket?[slots];
        _wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wakeAddress = _wake.LocalEndPoint!.Serialize();
        _watched.Add(_wake);
    }

    public BindOutcome TryBind(IPAddress address, int port, out IMediaSocket? socket) => PortableMediaSocket.TryOpen(address, port, out socket);

    public void Wake()
    {
        if (_disposed)
        {
            return;
        }

        try
        {
            _wake.SendTo("!"u8, SocketFlags.None, _wakeAddress);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // A full queue of wake-ups wakes as well as one more would; after the end there is nobody to wake.
        }
    }

    public bool Attach(int slot, IMediaSocket socket)
    {
        var portable = (PortableMediaSocket)socket;
        _sockets[slot] = portable;
        _slots[portable.Socket] = slot;
        _watched.Add(portable.Socket);
        return true;
    }

    public void Detach(int slot)
    {
        if (_sockets[slot] is { } socket)
        {
            _slots.Remove(socket.Socket);
            _watched.Remove(socket.Socket);
            _sockets[slot] = null;
        }
    }

    public void Connect(int slot, in MediaAddress peer)
    {
        // A connected socket cannot be disconnected on every system.
    }

    public void Disconnect(int slot)
    {
        // It never was connected.
    }

    public void BecomePunctual()
    {
        // There is no such wish.
    }

    public void Sleep(long nanoseconds)
    {
        // The timers here are too coarse for less than a millisecond.
    }

    public int Wait(Span<int> ready, long timeoutNanoseconds)
    {
        _readable.Clear();
        _readable.AddRange(_watched);
        try
        {
            Socket.Select(_readable, null, null, (int)Math.Clamp(timeoutNanoseconds / 1000, 0, int.MaxValue));
        }
        catch (SocketException)
        {
            return 0;
        }

        var count = 0;
        foreach (var socket in _readable)
        {
            if (ReferenceEquals(socket, _wake))
            {
                DrainWake();
            }
            else if (count < ready.Length && _slots.TryGetValue(socket, out var slot))
            {
                ready[count++] = slot;
            }
        }

        return count;
    }

    public ReceiveOutcome Receive(int slot, Span<byte> buffer, out int length, out MediaAddress source)
    {
        length = 0;
        source = default;
        if (_sockets[slot] is not { } socket || !socket.HasPacket())
        {
            return ReceiveOutcome.Nothing;
        }

        try
        {
            length = socket.Socket.ReceiveFrom(buffer, SocketFlags.None, _received);
            source = Read(_received);
            return ReceiveOutcome.Packet;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.WouldBlock ? ReceiveOutcome.Nothing : ReceiveOutcome.Error;
        }
    }

    public bool Send(int slot, ReadOnlySpan<byte> packet, in MediaAddress destination)
    {
        if (_sockets[slot] is not { } socket)
        {
            return false;
        }

        try
        {
            return socket.Socket.SendTo(packet, SocketFlags.None, Written(destination, socket.Socket.AddressFamily)) == packet.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _wake.Dispose();
        Array.Clear(_sockets);
    }

    /// <summary>The layout of the bytes after the family is the same on all systems: port, then (flow and) address.</summary>
    private static MediaAddress Read(SocketAddress address)
    {
        var port = (ushort)((address[2] << 8) | address[3]);
        if (address.Family == AddressFamily.InterNetwork)
        {
            return MediaAddress.FromVersion4(((uint)address[4] << 24) | ((uint)address[5] << 16) | ((uint)address[6] << 8) | address[7], port);
        }

        return MediaAddress.FromVersion6(address.Buffer.Span.Slice(8, 16), port);
    }

    private SocketAddress Written(in MediaAddress destination, AddressFamily family)
    {
        var address = family == AddressFamily.InterNetworkV6 ? _version6 : _version4;
        address[2] = (byte)(destination.Port >> 8);
        address[3] = (byte)destination.Port;
        if (family == AddressFamily.InterNetworkV6)
        {
            destination.WriteVersion6(address.Buffer.Span.Slice(8, 16));
            return address;
        }

        for (var i = 0; i < 4; i++)
        {
            address[4 + i] = (byte)(destination.Version4Bits >> (24 - (8 * i)));
        }

        return address;
    }

    private void DrainWake()
    {
        Span<byte> nothing = stackalloc byte[16];
        try
        {
            while (_wake.Poll(0, SelectMode.SelectRead))
            {
                _wake.Receive(nothing);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Woken is woken.
        }
    }
}
