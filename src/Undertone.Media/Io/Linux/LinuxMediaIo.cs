using System.Net;
using System.Runtime.InteropServices;

namespace Undertone.Media.Io.Linux;

/// <summary>epoll over non-blocking sockets.</summary>
internal sealed unsafe class LinuxMediaIo : IMediaIo
{
    private const int EventsPerWait = 512;
    /// <summary>As audio servers have: signalling and HTTP can wait some milliseconds, audio cannot.</summary>
    private const int NiceOfAudio = -11;

    private const uint WakeMark = uint.MaxValue;

    /// <summary>struct epoll_event is packed on x86-64 only.</summary>
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int EventDataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>More small packets than the receive buffer of a socket takes.</summary>
    private const ushort MostInSocket = 512;

    private readonly LinuxMediaSocket?[] _sockets;
    private readonly LinuxSlot[] _slots;
    private readonly SafeDescriptor _epoll;
    private readonly SafeDescriptor _wake;
    private byte* _events;
    private bool _precise = true;

    public LinuxMediaIo(int slots)
    {
        _sockets = new LinuxMediaSocket?[slots];
        _slots = new LinuxSlot[slots];
        Array.Fill(_slots, LinuxSlot.Nothing);
        _epoll = Owned(LinuxNative.EpollCreate(LinuxNative.EpollCloseOnExec));
        _wake = Owned(LinuxNative.EventDescriptor(0, LinuxNative.EventNonBlockingCloseOnExec));
        _events = (byte*)NativeMemory.AlignedAlloc((nuint)(EventsPerWait * EventBytes), 64);
        NativeMemoryUse.Add(EventsPerWait * EventBytes);
        Register(_wake.Value, WakeMark);
    }

    public BindOutcome TryBind(IPAddress address, int port, out IMediaSocket? socket) => LinuxMediaSocket.TryOpen(address, port, out socket);

    public void Wake()
    {
        var held = false;
        try
        {
            _wake.DangerousAddRef(ref held);
            ulong one = 1;
            _ = LinuxNative.Write(_wake.Value, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // A late command after the worker has ended: there is nobody to wake.
        }
        finally
        {
            if (held)
            {
                _wake.DangerousRelease();
            }
        }
    }

    public bool Attach(int slot, IMediaSocket socket)
    {
        var linux = (LinuxMediaSocket)socket;
        _sockets[slot] = linux;
        _slots[slot] = new LinuxSlot { Descriptor = linux.Descriptor, IsVersion6 = linux.IsVersion6 };
        return Register(linux.Descriptor, (uint)slot);
    }

    public void Detach(int slot)
    {
        if (_sockets[slot] is { } socket)
        {
            byte* ignored = stackalloc byte[16];
            _ = LinuxNative.EpollControl(_epoll.Value, LinuxNative.EpollDelete, socket.Descriptor, ignored);
            _sockets[slot] = null;
            _slots[slot] = LinuxSlot.Nothing;
        }
    }

    public void Connect(int slot, in MediaAddress peer)
    {
        ref var place = ref _slots[slot];
        if (place.Descriptor < 0 || !peer.IsKnown || (peer.IsVersion6 && !place.IsVersion6))
        {
            return;
        }

        var address = stackalloc byte[SocketAddressBytes.LargestBytes];
        var length = SocketAddressBytes.Write(peer, place.IsVersion6, new Span<byte>(address, SocketAddressBytes.LargestBytes));
        if (LinuxNative.Connect(place.Descriptor, address, length) == 0)
        {
            place.Peer = peer;
            place.Unsure = MostInSocket;
        }
    }

    public void Disconnect(int slot)
    {
        ref var place = ref _slots[slot];
        if (place.Peer.IsKnown)
        {
            var nobody = stackalloc byte[SocketAddressBytes.LargestBytes];
            new Span<byte>(nobody, SocketAddressBytes.LargestBytes).Clear();
            *(ushort*)nobody = LinuxNative.FamilyUnspecified;
            _ = LinuxNative.Connect(place.Descriptor, nobody, SocketAddressBytes.LargestBytes);
            place.Peer = default;
        }
    }

    public void BecomePunctual()
    {
        _ = LinuxNative.Control(LinuxNative.SetTimerSlack, 1);
        _ = LinuxNative.SetPriority(LinuxNative.PriorityOfProcess, 0, NiceOfAudio);
    }

    public void Sleep(long nanoseconds)
    {
        var time = new LinuxNative.TimeSpec { Nanoseconds = nanoseconds };
        _ = LinuxNative.Sleep(&time, null);
    }

    public int Wait(Span<int> ready, long timeoutNanoseconds)
    {
        var count = WaitForEvents(Math.Min(ready.Length, EventsPerWait), Math.Max(0, timeoutNanoseconds));
        var slots = 0;
        for (var i = 0; i < count; i++)
        {
            var mark = *(uint*)(_events + (i * EventBytes) + EventDataOffset);
            if (mark == WakeMark)
            {
                ulong value;
                _ = LinuxNative.Read(_wake.Value, &value, sizeof(ulong));
            }
            else
            {
                ready[slots++] = (int)mark;
            }
        }

        return slots;
    }

    public ReceiveOutcome Receive(int slot, Span<byte> buffer, out int length, out MediaAddress source)
    {
        length = 0;
        source = default;
        ref var place = ref _slots[slot];
        if (place.Descriptor < 0)
        {
            return ReceiveOutcome.Nothing;
        }

        return place.Peer.IsKnown && place.Unsure == 0
            ? ReceiveFromPeer(ref place, buffer, out length, out source)
            : ReceiveFromAnybody(ref place, buffer, out length, out source);
    }

    public bool Send(int slot, ReadOnlySpan<byte> packet, in MediaAddress destination)
    {
        ref var place = ref _slots[slot];
        fixed (byte* bytes = packet)
        {
            if (place.Peer.IsKnown && place.Peer.Equals(destination))
            {
                return LinuxNative.SendTo(place.Descriptor, bytes, packet.Length, 0, null, 0) == packet.Length;
            }

            if (place.Descriptor < 0 || (destination.IsVersion6 && !place.IsVersion6))
            {
                return false;
            }

            var address = stackalloc byte[SocketAddressBytes.LargestBytes];
            var length = SocketAddressBytes.Write(destination, place.IsVersion6, new Span<byte>(address, SocketAddressBytes.LargestBytes));
            return LinuxNative.SendTo(place.Descriptor, bytes, packet.Length, 0, address, length) == packet.Length;
        }
    }

    public void Dispose()
    {
        _epoll.Dispose();
        _wake.Dispose();
        Array.Clear(_sockets);
        Array.Fill(_slots, LinuxSlot.Nothing);
        if (_events is not null)
        {
            NativeMemory.AlignedFree(_events);
            NativeMemoryUse.Add(-EventsPerWait * EventBytes);
            _events = null;
        }
    }

    private static ReceiveOutcome ReceiveFromPeer(ref LinuxSlot place, Span<byte> buffer, out int length, out MediaAddress source)
    {
        source = place.Peer;
        fixed (byte* bytes = buffer)
        {
            var received = LinuxNative.ReceiveFrom(place.Descriptor, bytes, buffer.Length, 0, null, null);
            length = (int)received;
            return received < 0 ? Failure(out length) : ReceiveOutcome.Packet;
        }
    }

    private static ReceiveOutcome ReceiveFromAnybody(ref LinuxSlot place, Span<byte> buffer, out int length, out MediaAddress source)
    {
        var address = stackalloc byte[SocketAddressBytes.LargestBytes];
        var addressBytes = SocketAddressBytes.LargestBytes;
        source = default;
        fixed (byte* bytes = buffer)
        {
            var received = LinuxNative.ReceiveFrom(place.Descriptor, bytes, buffer.Length, 0, address, &addressBytes);
            length = (int)received;
            if (received < 0)
            {
                return Failure(out length);
            }
        }

        source = SocketAddressBytes.Read(new ReadOnlySpan<byte>(address, SocketAddressBytes.LargestBytes));
        place.Unsure -= place.Unsure > 0 ? (ushort)1 : (ushort)0;
        return ReceiveOutcome.Packet;
    }

    private static ReceiveOutcome Failure(out int length)
    {
        length = 0;
        return Marshal.GetLastPInvokeError() is LinuxNative.TryAgain or LinuxNative.Interrupted ? ReceiveOutcome.Nothing : ReceiveOutcome.Error;
    }

    private static SafeDescriptor Owned(int descriptor) => descriptor >= 0
        ? new SafeDescriptor(descriptor)
        : throw new IOException($"The system gives no descriptor for media (error {Marshal.GetLastPInvokeError()}).");

    private bool Register(int descriptor, uint mark)
    {
        byte* registration = stackalloc byte[16];
        *(uint*)registration = LinuxNative.EpollReadable;
        *(ulong*)(registration + EventDataOffset) = mark;
        return LinuxNative.EpollControl(_epoll.Value, LinuxNative.EpollAdd, descriptor, registration) == 0;
    }

    private int WaitForEvents(int maximum, long nanoseconds)
    {
        if (_precise)
        {
            var timeout = new LinuxNative.TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
            try
            {
                var count = LinuxNative.EpollWaitPrecisely(_epoll.Value, _events, maximum, &timeout, null);
                if (count >= 0 || Marshal.GetLastPInvokeError() != LinuxNative.NotImplemented)
                {
                    return Math.Max(0, count);
                }
            }
            catch (EntryPointNotFoundException)
            {
                // glibc before 2.35. The first wait finds out, once.
            }

            _precise = false;
        }

        var milliseconds = (int)Math.Min(int.MaxValue, (nanoseconds + 999_999) / 1_000_000);
        return Math.Max(0, LinuxNative.EpollWait(_epoll.Value, _events, maximum, milliseconds));
    }
}
