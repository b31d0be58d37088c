using System.Buffers.Binary;
using System.Net;
using Undertone.Load.Audio;
using Undertone.Load.Rtp.Native;

namespace Undertone.Load.Rtp;

/// <summary>The audio of one leg. After it was added to the engine, only the RTP thread touches it.</summary>
internal sealed class RtpLeg
{
    public const int PacketBytes = 12 + Frame.Samples;

    private readonly byte[] _packet = new byte[PacketBytes];
    private ushort _sequence;
    private uint _timestamp;

    /// <param name="sockets">Its sockets, closed by the engine.</param>
    /// <param name="mouth">What it says.</param>
    /// <param name="isALaw">The codec.</param>
    public RtpLeg(UdpPair sockets, Mouth mouth, bool isALaw)
    {
        Sockets = sockets;
        Mouth = mouth;
        Ear = new Ear(isALaw);
        _sequence = (ushort)Random.Shared.Next(ushort.MaxValue);
        _timestamp = (uint)Random.Shared.Next();
        _packet[0] = 0x80;
        _packet[1] = isALaw ? (byte)8 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(8), (uint)Random.Shared.Next());
    }

    public UdpPair Sockets { get; }

    public Mouth Mouth { get; }

    public Ear Ear { get; }

    /// <summary>Says where its packets go; before it is added.</summary>
    public void SendTo(IPEndPoint destination) => Sockets.Connect(destination);

    /// <summary>The packet that is due now.</summary>
    public ReadOnlySpan<byte> NextPacket(long now)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_packet.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(_packet.AsSpan(4), _timestamp);
        _timestamp += Frame.Samples;
        Mouth.Next(now).CopyTo(_packet.AsSpan(12));
        return _packet;
    }
}
