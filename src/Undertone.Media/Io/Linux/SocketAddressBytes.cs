using System.Buffers.Binary;

namespace Undertone.Media.Io.Linux;

/// <summary>struct sockaddr_in and sockaddr_in6 as Linux lays them out.</summary>
internal static class SocketAddressBytes
{
    public const int LargestBytes = 28;

    private const int Version4Bytes = 16;

    /// <summary>Writes the structure for a socket of the given family and says how long it is.</summary>
    public static int Write(in MediaAddress address, bool socketIsVersion6, Span<byte> bytes)
    {
        bytes[..LargestBytes].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], address.Port);
        if (socketIsVersion6)
        {
            BitConverter.TryWriteBytes(bytes, (ushort)LinuxNative.FamilyVersion6);
            address.WriteVersion6(bytes[8..]);
            return LargestBytes;
        }

        BitConverter.TryWriteBytes(bytes, (ushort)LinuxNative.FamilyVersion4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], address.Version4Bits);
        return Version4Bytes;
    }

    public static MediaAddress Read(ReadOnlySpan<byte> bytes)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return BitConverter.ToUInt16(bytes) switch
        {
            LinuxNative.FamilyVersion4 => MediaAddress.FromVersion4(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port),
            LinuxNative.FamilyVersion6 => MediaAddress.FromVersion6(bytes.Slice(8, 16), port),
            _ => default,
        };
    }
}
