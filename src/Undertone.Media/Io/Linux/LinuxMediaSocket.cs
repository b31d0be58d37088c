using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Undertone.Media.Io.Linux;

/// <summary>A bound, non-blocking UDP socket marked for expedited forwarding.</summary>
internal sealed unsafe class LinuxMediaSocket : IMediaSocket
{
    /// <summary>DSCP EF (RFC 3246) in the upper six bits.</summary>
    private const int ExpeditedForwarding = 46 << 2;

    private const int ReceiveBufferBytes = 64 * 1024;

    private readonly SafeDescriptor _descriptor;

    private LinuxMediaSocket(SafeDescriptor descriptor, int port, bool isVersion6)
    {
        _descriptor = descriptor;
        Port = port;
        IsVersion6 = isVersion6;
    }

    public int Port { get; }

    public bool IsVersion6 { get; }

    /// <summary>The number itself, valid as long as this object is referenced and not disposed.</summary>
    public int Descriptor => _descriptor.Value;

    public static BindOutcome TryOpen(IPAddress address, int port, out IMediaSocket? socket)
    {
        socket = null;
        var isVersion6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var number = LinuxNative.Socket(
            isVersion6 ? LinuxNative.FamilyVersion6 : LinuxNative.FamilyVersion4, LinuxNative.DatagramNonBlockingCloseOnExec, 0);
        if (number < 0)
        {
            return Outcome();
        }

        var descriptor = new SafeDescriptor(number);
        SetOption(number, LinuxNative.LevelSocket, LinuxNative.ReceiveBuffer, ReceiveBufferBytes);
        if (isVersion6)
        {
            SetOption(number, LinuxNative.LevelVersion6, LinuxNative.OnlyVersion6, 0);
            SetOption(number, LinuxNative.LevelVersion6, LinuxNative.TrafficClass, ExpeditedForwarding);
        }
        else
        {
            SetOption(number, LinuxNative.LevelIp, LinuxNative.TypeOfService, ExpeditedForwarding);
        }

        var bytes = stackalloc byte[SocketAddressBytes.LargestBytes];
        var local = MediaAddress.From(new IPEndPoint(address, port));
        var length = SocketAddressBytes.Write(local, isVersion6, new Span<byte>(bytes, SocketAddressBytes.LargestBytes));
        if (isVersion6)
        {
            address.TryWriteBytes(new Span<byte>(bytes + 8, 16), out _);
        }

        if (LinuxNative.Bind(number, bytes, length) != 0)
        {
            var outcome = Outcome();
            descriptor.Dispose();
            return outcome;
        }

        socket = new LinuxMediaSocket(descriptor, port, isVersion6);
        return BindOutcome.Bound;
    }

    public int DiscardPending(int limit)
    {
        var held = false;
        try
        {
            _descriptor.DangerousAddRef(ref held);
            byte nothing;
            var packets = 0;
            while (packets < limit && LinuxNative.ReceiveFrom(Descriptor, &nothing, 1, 0, null, null) >= 0)
            {
                packets++;
            }

            return packets;
        }
        finally
        {
            if (held)
            {
                _descriptor.DangerousRelease();
            }
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private static BindOutcome Outcome() => Marshal.GetLastPInvokeError() switch
    {
        LinuxNative.AddressInUse or LinuxNative.PermissionDenied => BindOutcome.PortTaken,
        LinuxNative.TooManyInProcess or LinuxNative.TooManyInSystem => BindOutcome.NoDescriptors,
        _ => BindOutcome.Failed,
    };

    /// <summary>All options are wishes: a container that forbids one still carries calls.</summary>
    private static void SetOption(int descriptor, int level, int name, int value) =>
        _ = LinuxNative.SetOption(descriptor, level, name, &value, sizeof(int));
}
