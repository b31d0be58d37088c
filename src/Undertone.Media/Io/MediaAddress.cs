using System.Buffers.Binary;
using System.Net;

namespace Undertone.Media.Io;

/// <summary>An IP address and a port in 24 bytes without references, so that a worker can keep and compare it without allocating.</summary>
internal readonly struct MediaAddress : IEquatable<MediaAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly AddressFamilyKind _family;

    private MediaAddress(AddressFamilyKind family, ulong high, ulong low, ushort port)
    {
        _family = family;
        _high = high;
        _low = low;
        Port = port;
    }

    private enum AddressFamilyKind : byte
    {
        None,
        Version4,
        Version6,
    }

    public ushort Port { get; }

    /// <summary>False for the default value, for 0.0.0.0 and for ::, which SDP uses for "not known".</summary>
    public bool IsKnown => _family != AddressFamilyKind.None && (_high != 0 || _low != 0) && Port != 0;

    public bool IsVersion6 => _family == AddressFamilyKind.Version6;

    /// <summary>The four bytes of an IPv4 address, first byte highest.</summary>
    public uint Version4Bits => (uint)_low;

    public static MediaAddress FromVersion4(uint bits, ushort port) => new(AddressFamilyKind.Version4, 0, bits, port);

    /// <summary>Reads a 16-byte address. An IPv4 address mapped into IPv6 becomes the IPv4 address, so that it compares equal to it.</summary>
    public static MediaAddress FromVersion6(ReadOnlySpan<byte> bytes, ushort port)
    {
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return high == 0 && low >> 32 == 0xFFFF
            ? FromVersion4((uint)low, port)
            : new MediaAddress(AddressFamilyKind.Version6, high, low, port);
    }

    public static MediaAddress From(IPEndPoint? endPoint)
    {
        if (endPoint is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        return endPoint.Address.TryWriteBytes(bytes, out var written) && written == 4
            ? FromVersion4(BinaryPrimitives.ReadUInt32BigEndian(bytes), (ushort)endPoint.Port)
            : FromVersion6(bytes, (ushort)endPoint.Port);
    }

    public MediaAddress WithPort(int port) => new(_family, _high, _low, (ushort)port);

    public bool HasSameHost(in MediaAddress other) => _family == other._family && _high == other._high && _low == other._low;

    /// <summary>Writes the 16 bytes of an IPv6 address; an IPv4 address is written as a mapped one.</summary>
    public void WriteVersion6(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], IsVersion6 ? _low : 0xFFFF_0000_0000 | _low);
    }

    /// <summary>For the control side; allocates.</summary>
    public IPEndPoint? ToEndPoint()
    {
        if (_family == AddressFamilyKind.None)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (IsVersion6)
        {
            WriteVersion6(bytes);
            return new IPEndPoint(new IPAddress(bytes), Port);
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, Version4Bits);
        return new IPEndPoint(new IPAddress(bytes[..4]), Port);
    }

    public bool Equals(MediaAddress other) => HasSameHost(other) && Port == other.Port;

    public override bool Equals(object? obj) => obj is MediaAddress other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, Port, _family);

    public override string ToString() => ToEndPoint()?.ToString() ?? "unknown";
}
