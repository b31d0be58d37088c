using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Tests.Workers;

/// <summary>A phone at a leg of the rig: it can speak, and knows what it heard.</summary>
internal sealed class TestLeg(WorkerRig rig, LegRef place, RemoteMedia remote, MediaAddress address, int phaseMilliseconds)
{
    private readonly byte[] _packet = new byte[RtpHeader.FixedBytes + 480];
    private AudioEncoder _encoder = FreshEncoder();
    private long _said;

    public LegRef Place { get; } = place;

    public RemoteMedia Remote { get; set; } = remote;

    public MediaAddress Address { get; set; } = address;

    public int PhaseMilliseconds { get; } = phaseMilliseconds;

    public bool Speaks { get; set; }

    /// <summary>What it says all the time: every sample has this value.</summary>
    public short Level { get; set; }

    /// <summary>When set, it says a sine of this frequency and of the amplitude <see cref="Level"/>.</summary>
    public int? ToneHz { get; set; }

    /// <summary>When set, the payload of each packet is filled with the next of these bytes instead.</summary>
    public int? Counter { get; set; }

    public uint Ssrc { get; set; } = 0x1000 + (uint)place.Index;

    public ushort Sequence { get; set; } = (ushort)(65530 + (place.Index * 100));

    public uint Timestamp { get; set; } = uint.MaxValue - 1000;

    public int PacketMilliseconds { get; set; } = 20;

    public int RtpSlot => Place.Index * 2;

    /// <summary>Packets that its ear got.</summary>
    public List<SentPacket> Heard => rig.Io.Sent.FindAll(packet => packet.Slot == RtpSlot);

    /// <summary>Everything it heard, in samples.</summary>
    public short[] HeardSamples => Samples(Heard);

    /// <summary>Sends the next packet of its speech.</summary>
    public void Speak()
    {
        var units = PacketMilliseconds * 8;
        var payload = _packet.AsSpan(RtpHeader.FixedBytes, units);
        if (Counter is { } counter)
        {
            payload.Fill((byte)counter);
            Counter = (counter + 1) % 100;
        }
        else
        {
            var sampleRateHz = AudioCodecs.FactsOf(Remote.Codec).SampleRateHz;
            Span<short> pcm = stackalloc short[PacketMilliseconds * sampleRateHz / 1000];
            pcm.Fill(Level);
            if (ToneHz is { } frequencyHz)
            {
                Tone.Fill(pcm, _said, frequencyHz, Level, sampleRateHz);
            }

            _said += pcm.Length;
            _encoder.Encode(Remote.Codec, pcm, payload);
        }

        SendPacket(payload);
        Timestamp += (uint)units;
    }

    /// <summary>The audio of packets in one go, as a phone decodes it; telephone-events are left out.</summary>
    public short[] Samples(IEnumerable<SentPacket> packets)
    {
        var decoder = default(AudioDecoder);
        decoder.Reset();
        var heard = new List<short>();
        var pcm = new short[960];
        foreach (var packet in packets.Where(packet => packet.Header.PayloadType == Remote.SendPayloadType))
        {
            heard.AddRange(pcm.AsSpan(0, decoder.Decode(Remote.Codec, packet.Payload, pcm)));
        }

        return [.. heard];
    }

    /// <summary>It begins its stream anew with the codec that holds now.</summary>
    public void RestartEncoder() => _encoder.Reset();

    /// <summary>Goes on as if a packet had been sent and lost.</summary>
    public void LosePacket()
    {
        Sequence++;
        Timestamp += (uint)(PacketMilliseconds * 8);
        if (Counter is { } counter)
        {
            Counter = (counter + 1) % 100;
        }
    }

    /// <summary>Sends a payload with the present sequence number and time stamp.</summary>
    public void SendPacket(ReadOnlySpan<byte> payload, int? payloadType = null, bool marker = false, MediaAddress? from = null)
    {
        var header = new RtpHeader
        {
            Marker = marker,
            PayloadType = (byte)(payloadType ?? Remote.ReceivePayloadType),
            SequenceNumber = Sequence,
            Timestamp = Timestamp,
            Ssrc = Ssrc,
        };
        header.TryWrite(_packet);
        payload.CopyTo(_packet.AsSpan(RtpHeader.FixedBytes));
        rig.Io.Deliver(RtpSlot, _packet.AsSpan(0, RtpHeader.FixedBytes + payload.Length), from ?? Address);
        Sequence++;
    }

    /// <summary>Sends one packet of a key press that began at the present time stamp.</summary>
    public void SendKey(byte code, bool isEnd, int duration, bool marker = false)
    {
        Span<byte> payload = stackalloc byte[TelephoneEvent.Bytes];
        new TelephoneEvent(code, isEnd, 10, (ushort)duration).TryWrite(payload);
        SendPacket(payload, Remote.TelephoneEventReceivePayloadType, marker);
    }

    private static AudioEncoder FreshEncoder()
    {
        var encoder = default(AudioEncoder);
        encoder.Reset();
        return encoder;
    }
}
