using Undertone.Media.Io.Linux;
using Undertone.Media.Io.Portable;

namespace Undertone.Media.Io;

/// <summary>Chooses how a worker speaks with the operating system.</summary>
internal static class MediaIoFactory
{
    /// <summary>The Linux calls on Linux, otherwise (or if asked for) the sockets of the base library.</summary>
    public static IMediaIo Create(MediaOptions options, int slots) =>
        OperatingSystem.IsLinux() && !options.PreferPortableSockets ? new LinuxMediaIo(slots) : new PortableMediaIo(slots);

    /// <summary>How many files and sockets this process may have open, or null where the system has no such limit.</summary>
    public static long? DescriptorLimit() => OperatingSystem.IsLinux() ? LinuxNative.DescriptorLimit() : null;
}
