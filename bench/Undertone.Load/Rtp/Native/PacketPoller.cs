using System.Runtime.InteropServices;

namespace Undertone.Load.Rtp.Native;

/// <summary>epoll over many sockets, and packets with the time at which the kernel got them.</summary>
internal sealed unsafe class PacketPoller : IDisposable
{
    private const int EventsPerWait = 256;
    private const int LargestPacketBytes = 2048;
    private const int ControlBytes = 64;
    private const int ControlHeaderBytes = 16;

    /// <summary>struct epoll_event is packed on x86-64 only.</summary>
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int EventDataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly int _epoll;
    private readonly byte* _events;
    private readonly byte* _packet;
    private readonly byte* _control;
    private readonly LibC.Buffer* _buffer;
    private readonly LibC.MessageHeader* _message;
    private readonly byte* _memory;

    public PacketPoller()
    {
        _epoll = LibC.EpollCreate(LibC.EpollCloseOnExec);
        if (_epoll < 0)
        {
            throw LoadException.TooFewDescriptors();
        }

        var eventBytes = EventsPerWait * 16;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(eventBytes + LargestPacketBytes + ControlBytes + sizeof(LibC.Buffer) + sizeof(LibC.MessageHeader)), 64);
        _events = _memory;
        _packet = _events + eventBytes;
        _control = _packet + LargestPacketBytes;
        _buffer = (LibC.Buffer*)(_control + ControlBytes);
        _message = (LibC.MessageHeader*)(_buffer + 1);
        *_buffer = new LibC.Buffer { Start = _packet, Bytes = LargestPacketBytes };
        *_message = new LibC.MessageHeader { Buffers = _buffer, BufferCount = 1, Control = _control };
    }

    /// <summary>The packet that <see cref="TryReceive"/> got.</summary>
    public ReadOnlySpan<byte> Packet(int bytes) => new(_packet, bytes);

    public void Add(int descriptor, int mark)
    {
        var registration = stackalloc byte[16];
        *(uint*)registration = LibC.EpollReadable;
        *(ulong*)(registration + EventDataOffset) = (uint)mark;
        if (LibC.EpollControl(_epoll, LibC.EpollAdd, descriptor, registration) != 0)
        {
            throw new LoadException($"The system watches no more sockets (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    public void Remove(int descriptor)
    {
        var ignored = stackalloc byte[16];
        _ = LibC.EpollControl(_epoll, LibC.EpollDelete, descriptor, ignored);
    }

    /// <summary>The number of sockets that have packets, for <see cref="Mark"/>. Does not wait.</summary>
    public int Ready() => Math.Max(0, LibC.EpollWait(_epoll, _events, EventsPerWait, 0));

    /// <summary>The same, and waits for the first of them.</summary>
    public int Wait(long nanoseconds) => Math.Max(0, LibC.EpollWait(_epoll, _events, EventsPerWait, (int)(nanoseconds / 1_000_000)));

    public int Mark(int place) => (int)*(uint*)(_events + (place * EventBytes) + EventDataOffset);

    /// <summary>Takes one packet.</summary>
    /// <param name="descriptor">The socket.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="arrival">When the kernel got it, by <see cref="WallClock"/>.</param>
    public bool TryReceive(int descriptor, out int bytes, out long arrival)
    {
        _message->ControlBytes = ControlBytes;
        var received = LibC.ReceiveMessage(descriptor, _message, 0);
        bytes = (int)received;
        arrival = 0;
        if (received < 0)
        {
            return false;
        }

        arrival = _message->ControlBytes >= ControlHeaderBytes + sizeof(LibC.TimeSpec) && *(int*)(_control + 12) == LibC.ArrivalTimes
            ? ((LibC.TimeSpec*)(_control + ControlHeaderBytes))->Total
            : WallClock.Now;
        return true;
    }

    public void Dispose()
    {
        _ = LibC.Close(_epoll);
        NativeMemory.AlignedFree(_memory);
    }
}
