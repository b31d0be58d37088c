using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Undertone.Phone.Audio;
using Undertone.Sip.Sdp;

namespace Undertone.Phone.Rtp;

/// <summary>
/// The audio of one call of a simulated phone: its mouth and its ear on one RTP socket. Sending and receiving happen on the thread of
/// <see cref="RtpPacer"/>; everything else may be called from anywhere.
/// </summary>
internal sealed class PhoneAudio
{
    private const int MostPacketsBehind = 10;
    private const int LargestDatagramBytes = 2048;
    private static readonly EndPoint Anywhere = new IPEndPoint(IPAddress.Any, 0);

    private readonly RtpSocketPair _sockets;
    private readonly byte[] _received = new byte[LargestDatagramBytes];
    private readonly RtpSender _sender;
    private readonly Action<char, long> _onDigit;
    private readonly EndPoint _anywhere;
    private NegotiatedAudio? _agreed;
    private (uint Ssrc, uint Timestamp)? _lastEvent;
    private int _rtcpPackets;
    private int _finished;

    /// <param name="address">Where to bind.</param>
    /// <param name="tone">The mouth's tone, read by this stream alone.</param>
    /// <param name="memory">How much sound the ear keeps.</param>
    /// <param name="onDigit">Told of each digit received as telephone-event, with its time of arrival in Stopwatch ticks.</param>
    public PhoneAudio(IPAddress address, ToneSource tone, TimeSpan memory, Action<char, long> onDigit)
    {
        _sockets = RtpSocketPair.Open(address);
        _anywhere = address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPEndPoint(IPAddress.IPv6Any, 0) : Anywhere;
        _onDigit = onDigit;
        _sender = new RtpSender(tone, memory);
        Ear = new EarRecording(memory);
    }

    public EarRecording Ear { get; }

    public RtpSender Mouth => _sender;

    public int Port => _sockets.Port;

    /// <summary>The length of the packets that are sent; null for what is agreed.</summary>
    public TimeSpan? SpokenPacketTime { get; set; }

    public Socket RtpSocket => _sockets.Rtp;

    public int RtcpPackets => Volatile.Read(ref _rtcpPackets);

    public long NextDeadlineTicks { get; private set; } = Stopwatch.GetTimestamp();

    public bool IsFinished => Volatile.Read(ref _finished) != 0;

    /// <summary>What is agreed now; null until the first answer.</summary>
    public NegotiatedAudio? Agreed
    {
        get => Volatile.Read(ref _agreed);
        set => Volatile.Write(ref _agreed, value);
    }

    public void MarkFinished()
    {
        Volatile.Write(ref _finished, 1);
        _sender.Fail();
    }

    public void Close() => _sockets.Dispose();

    public void SendDue(long now)
    {
        if (now < NextDeadlineTicks || IsFinished)
        {
            return;
        }

        var agreed = Agreed;
        var packetTime = SpokenPacketTime ?? agreed?.PacketTime ?? TimeSpan.FromMilliseconds(20);
        var step = (long)(packetTime.TotalSeconds * Stopwatch.Frequency);
        if (now - NextDeadlineTicks > MostPacketsBehind * step)
        {
            // The process stood still: going on from here sounds better than a burst of old packets.
            NextDeadlineTicks = now;
        }

        NextDeadlineTicks += step;
        _sender.SendNext(_sockets.Rtp, agreed, (int)(packetTime.TotalSeconds * AudioLevel.SampleRateHz));
    }

    public void Receive()
    {
        while (TryReceive(_sockets.Rtp, out var bytes))
        {
            Hear(_received.AsSpan(0, bytes), Stopwatch.GetTimestamp());
        }

        while (TryReceive(_sockets.Rtcp, out _))
        {
            Interlocked.Increment(ref _rtcpPackets);
        }
    }

    private void Hear(ReadOnlySpan<byte> datagram, long arrivalTicks)
    {
        if (Agreed is not { } agreed)
        {
            // RFC 3264 5.1: who offered must be ready to hear; sound may be faster than the answer, and comes as our offer says.
            var payloadType = datagram.Length > 1 ? datagram[1] & 0x7F : AudioCodec.Pcmu.PayloadType;
            var early = payloadType == AudioCodec.Pcma.PayloadType ? PhoneCodec.Pcma
                : payloadType == AudioCodec.G722.PayloadType ? PhoneCodec.G722
                : PhoneCodec.Pcmu;
            Ear.Add(datagram, arrivalTicks, early.ToSdp().PayloadType, early);
            return;
        }

        var events = agreed.TelephoneEventReceivePayloadType;
        var packet = Ear.Add(datagram, arrivalTicks, agreed.ReceivePayloadType, PhoneCodecs.FromSdp(agreed.Codec), events);
        if (packet is not null && packet.PayloadType == events)
        {
            AcceptEvent(packet);
        }
    }

    /// <summary>All packets of one key have its first time stamp (RFC 4733 2.5.1.2), so a new time stamp is a new key.</summary>
    private void AcceptEvent(EarPacket packet)
    {
        if (_lastEvent != (packet.Ssrc, packet.Timestamp) && TelephoneEvent.TryRead(packet.Payload, out var key))
        {
            _lastEvent = (packet.Ssrc, packet.Timestamp);
            _onDigit(key.Digit, packet.ArrivalTicks);
        }
    }

    private bool TryReceive(Socket socket, out int bytes)
    {
        bytes = 0;
        try
        {
            if (socket.Available == 0)
            {
                return false;
            }

            var from = _anywhere;
            bytes = socket.ReceiveFrom(_received, ref from);
            return true;
        }
        catch (SocketException)
        {
            // An ICMP error of an earlier packet, or a datagram over the size of the buffer: nothing to hear in either.
            return false;
        }
    }
}
