using System.Runtime.InteropServices;

namespace Undertone.Load.Rtp.Native;

/// <summary>The calls of the C library that a load of sockets needs. Numbers are those of Linux on x86-64 and arm64.</summary>
internal static unsafe partial class LibC
{
    public const int FamilyVersion4 = 2;
    public const int DatagramNonBlockingCloseOnExec = 2 | 0x800 | 0x80000;
    public const int LevelSocket = 1;
    public const int ReceiveBuffer = 8;

    /// <summary>SO_TIMESTAMPNS, and SCM_TIMESTAMPNS in what is received.</summary>
    public const int ArrivalTimes = 35;

    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const uint EpollReadable = 1;
    public const int RealTime = 0;
    public const int ThreadCpuTime = 3;
    public const int Absolute = 1;
    public const int SetTimerSlack = 29;
    public const int AddressInUse = 98;
    public const int TooManyInProcess = 24;
    public const int TooManyInSystem = 23;

    private const int LimitOpenFiles = 7;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, SocketAddress4* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int name, int* value, int valueBytes);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, SocketAddress4* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "send")]
    public static partial nint Send(int descriptor, byte* buffer, nint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "sendto")]
    public static partial nint SendTo(int descriptor, byte* buffer, nint bytes, int flags, SocketAddress4* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    public static partial int SetAffinity(int thread, nint maskBytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int descriptor, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* registration);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int maximum, int milliseconds);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    public static partial int Sleep(int clock, int flags, TimeSpec* until, TimeSpec* left);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int ReadClock(int clock, TimeSpec* time);

    /// <summary>prctl takes varying arguments; on the processors named above they travel as fixed ones do.</summary>
    [LibraryImport("libc", EntryPoint = "prctl")]
    public static partial int Control(int option, nuint argument);

    /// <summary>The present (soft) limit of open descriptors.</summary>
    public static long? DescriptorLimit()
    {
        var limits = stackalloc ulong[2];
        return GetLimit(LimitOpenFiles, limits) == 0 ? (long)Math.Min(limits[0], long.MaxValue) : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, ulong* limits);

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;

        public readonly long Total => (Seconds * 1_000_000_000) + Nanoseconds;
    }

    /// <summary>struct sockaddr_in; port and address in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SocketAddress4
    {
        public ushort Family;
        public ushort Port;
        public uint Address;
        public ulong Unused;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public byte* Start;
        public nint Bytes;
    }

    /// <summary>struct msghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameBytes;
        public Buffer* Buffers;
        public nint BufferCount;
        public byte* Control;
        public nint ControlBytes;
        public int Flags;
    }
}
