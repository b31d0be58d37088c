using System.Runtime.InteropServices;

namespace Undertone.Media.Io.Linux;

/// <summary>The calls of the C library that media needs. Numbers are those of Linux on x86-64 and arm64.</summary>
internal static unsafe partial class LinuxNative
{
    public const int FamilyUnspecified = 0;
    public const int FamilyVersion4 = 2;
    public const int FamilyVersion6 = 10;
    public const int DatagramNonBlockingCloseOnExec = 2 | 0x800 | 0x80000;
    public const int EpollCloseOnExec = 0x80000;
    public const int EventNonBlockingCloseOnExec = 0x800 | 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const uint EpollReadable = 1;
    public const int LevelIp = 0;
    public const int LevelSocket = 1;
    public const int LevelVersion6 = 41;
    public const int TypeOfService = 1;
    public const int TrafficClass = 67;
    public const int OnlyVersion6 = 26;
    public const int ReceiveBuffer = 8;

    public const int SetTimerSlack = 29;
    public const int PriorityOfProcess = 0;

    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int TooManyInProcess = 24;
    public const int TooManyInSystem = 23;
    public const int NotImplemented = 38;
    public const int AddressInUse = 98;
    public const int PermissionDenied = 13;

    private const int LimitOpenFiles = 7;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int descriptor, byte* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int descriptor, int level, int name, int* value, int valueBytes);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    public static partial nint ReceiveFrom(int descriptor, byte* buffer, nint bytes, int flags, byte* address, int* addressBytes);

    /// <summary>Its errors are only counted, so it keeps none.</summary>
    [LibraryImport("libc", EntryPoint = "sendto")]
    public static partial nint SendTo(int descriptor, byte* buffer, nint bytes, int flags, byte* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int descriptor, byte* address, int addressBytes);

    [LibraryImport("libc", EntryPoint = "nanosleep", SetLastError = true)]
    public static partial int Sleep(TimeSpec* time, TimeSpec* left);

    /// <summary>prctl takes varying arguments; on the processors named above they travel as fixed ones do.</summary>
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Control(int option, nuint argument);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* registration);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int maximum, int milliseconds);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static partial int EpollWaitPrecisely(int epoll, byte* events, int maximum, TimeSpec* timeout, void* signals);

    /// <summary>With process 0 it is about the calling thread alone, on Linux.</summary>
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, int process, int nice);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventDescriptor(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nint bytes);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <summary>The present (soft) limit of open descriptors.</summary>
    public static long? DescriptorLimit()
    {
        var limits = stackalloc ulong[2];
        return GetLimit(LimitOpenFiles, limits) == 0 ? (long)Math.Min(limits[0], long.MaxValue) : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, ulong* limits);

    /// <summary>struct timespec with 64-bit fields.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
