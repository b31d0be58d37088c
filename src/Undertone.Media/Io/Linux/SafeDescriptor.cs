using Microsoft.Win32.SafeHandles;

namespace Undertone.Media.Io.Linux;

/// <summary>A file descriptor that is closed exactly once.</summary>
internal sealed class SafeDescriptor : SafeHandleMinusOneIsInvalid
{
    public SafeDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    public int Value => (int)handle;

    protected override bool ReleaseHandle() => LinuxNative.Close((int)handle) == 0;
}
