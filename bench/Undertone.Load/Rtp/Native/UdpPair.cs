using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Undertone.Load.Rtp.Native;

/// <summary>
/// An RTP socket and its RTCP neighbour. Nobody reads the RTCP socket: it is there so that the server's reports meet an open port, as
/// they would at a phone.
/// </summary>
internal sealed unsafe class UdpPair : IDisposable
{
    private readonly int _rtcp;
    private bool _closed;

    private UdpPair(int rtp, int rtcp, int port)
    {
        Descriptor = rtp;
        _rtcp = rtcp;
        Port = port;
    }

    /// <summary>The RTP socket's descriptor.</summary>
    public int Descriptor { get; }

    /// <summary>The RTP port, even.</summary>
    public int Port { get; }

    /// <summary>Binds a pair; null when one of the two ports is taken.</summary>
    /// <exception cref="LoadException">The process may open no more sockets, or the address is not this machine's.</exception>
    public static UdpPair? TryOpen(IPAddress address, int evenPort)
    {
        var rtp = Open(address, evenPort, smallest: false);
        if (rtp < 0)
        {
            return null;
        }

        var rtcp = Open(address, evenPort + 1, smallest: true);
        if (rtcp < 0)
        {
            _ = LibC.Close(rtp);
            return null;
        }

        return new UdpPair(rtp, rtcp, evenPort);
    }

    /// <summary>Sends to an address from now on, and gets packets from there only: a connected socket costs less.</summary>
    public void Connect(IPEndPoint endPoint)
    {
        var address = Address(endPoint);
        if (LibC.Connect(Descriptor, &address, sizeof(LibC.SocketAddress4)) != 0)
        {
            throw new LoadException($"Cannot send to {endPoint} (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = LibC.Close(Descriptor);
            _ = LibC.Close(_rtcp);
        }
    }

    /// <summary>An address in the form that the system wants.</summary>
    public static LibC.SocketAddress4 Address(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[4];
        endPoint.Address.TryWriteBytes(bytes, out _);
        return new LibC.SocketAddress4
        {
            Family = LibC.FamilyVersion4,
            Port = BinaryPrimitives.ReverseEndianness((ushort)endPoint.Port),
            Address = MemoryMarshal.Read<uint>(bytes),
        };
    }

    private static int Open(IPAddress address, int port, bool smallest)
    {
        var descriptor = LibC.Socket(LibC.FamilyVersion4, LibC.DatagramNonBlockingCloseOnExec, 0);
        if (descriptor < 0)
        {
            throw Marshal.GetLastPInvokeError() is LibC.TooManyInProcess or LibC.TooManyInSystem
                ? LoadException.TooFewDescriptors()
                : new LoadException($"The system gives no socket (error {Marshal.GetLastPInvokeError()}).");
        }

        var one = 1;
        if (smallest)
        {
            _ = LibC.SetOption(descriptor, LibC.LevelSocket, LibC.ReceiveBuffer, &one, sizeof(int));
        }
        else
        {
            _ = LibC.SetOption(descriptor, LibC.LevelSocket, LibC.ArrivalTimes, &one, sizeof(int));
        }

        var local = Address(new IPEndPoint(address, port));
        if (LibC.Bind(descriptor, &local, sizeof(LibC.SocketAddress4)) == 0)
        {
            return descriptor;
        }

        var error = Marshal.GetLastPInvokeError();
        _ = LibC.Close(descriptor);
        return error == LibC.AddressInUse ? -1 : throw new LoadException($"Cannot bind {address}:{port} (error {error}); is --local-address one of this machine's?");
    }
}
