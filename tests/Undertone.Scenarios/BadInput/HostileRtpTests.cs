using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Undertone.Phone.Audio;
using Undertone.Phone.Calls;
using Undertone.Phone.Rtp;

namespace Undertone.Scenarios.BadInput;

/// <summary>RTP that is a stranger's, broken or out of step, while a supervised call goes on.</summary>
[Collection(AttackStage.Name)]
public class HostileRtpTests(AttackStage stage)
{
    private const int FrameSamples = 160;
    private static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);

    public static TheoryData<string> BrokenPackets =>
    [
        "one byte", "header alone", "1,500 bytes", "random bytes", "version 1", "version 3", "payload type 8", "payload type 77", "payload type 96",
        "truncated sources", "truncated extension", "padding beyond the packet", "an RTCP goodbye",
    ];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.9")]
    public async Task A_Strangers_Sound_Reaches_No_Ear(string address)
    {
        CallMark mark = await stage.Call.MarkAsync();
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        byte[] sound = Tone(Phones.StrangerHz);
        await EveryPacketTimeAsync(50, i =>
        {
            foreach (PhoneCall call in Calls())
            {
                IPEndPoint port = call.Agreed!.FarRtp!;
                stranger.SendTo(Packet(0, (ushort)i, (uint)(i * FrameSamples), 0xBADF00D, sound), port);

                // The stranger who knows the stream's own numbers is a stranger all the same.
                SentPacket latest = call.SentPackets[^1];
                stranger.SendTo(Packet(0, (ushort)(latest.Sequence + 1), latest.Timestamp + FrameSamples, latest.Ssrc, sound), port);
                stranger.SendTo(Goodbye(latest.Ssrc), new IPEndPoint(port.Address, port.Port + 1));
            }
        });
        await stage.Call.AssertUndisturbedAsync(mark);
        stage.Call.AssertNeverHeard(mark, Phones.StrangerHz);
    }

    [Theory]
    [MemberData(nameof(BrokenPackets))]
    public async Task Broken_Packets_From_The_Phones_Themselves_Leave_Every_Stream_Whole(string kind)
    {
        CallMark mark = await stage.Call.MarkAsync();
        byte[] sound = Tone(Phones.StrangerHz);
        await EveryPacketTimeAsync(15, i =>
        {
            foreach (PhoneCall call in Calls())
            {
                SentPacket latest = call.SentPackets[^1];
                call.SendRtpBytes(Broken(kind, Packet(0, (ushort)(latest.Sequence + 1), latest.Timestamp + FrameSamples, latest.Ssrc, sound), i));
            }
        });
        await stage.Call.AssertUndisturbedAsync(mark);
        stage.Call.AssertNeverHeard(mark, Phones.StrangerHz);
    }

    [Theory]
    [InlineData("sequence numbers that jump")]
    [InlineData("time stamps that jump")]
    [InlineData("a new SSRC again and again")]
    [InlineData("every packet three times")]
    public async Task A_Stream_Out_Of_Step_Is_Heard_And_Every_Ear_Keeps_One_Stream(string kind)
    {
        CallMark mark = await stage.Call.MarkAsync();
        byte[] sound = Tone(Phones.AgentHz);
        stage.Call.AgentCall.Mouth = MouthMode.NoPackets;
        try
        {
            SentPacket last = await LastPacketAsync(stage.Call.AgentCall);
            uint ssrc = last.Ssrc;
            ushort sequence = last.Sequence;
            uint timestamp = last.Timestamp;
            await EveryPacketTimeAsync(100, i =>
            {
                bool isMoment = i % 10 == 9;
                sequence += (ushort)(isMoment && kind.StartsWith("sequence", StringComparison.Ordinal) ? 3_000 * (i % 20 == 9 ? 1 : -1) : 1);
                timestamp += isMoment && kind.StartsWith("time", StringComparison.Ordinal) ? 800_000u : FrameSamples;
                ssrc += isMoment && kind.StartsWith("a new", StringComparison.Ordinal) ? 7_777u : 0;
                for (int copy = kind.StartsWith("every", StringComparison.Ordinal) ? 3 : 1; copy > 0; copy--)
                {
                    stage.Call.AgentCall.SendRtpBytes(Packet(0, sequence, timestamp, ssrc, sound));
                }
            });
        }
        finally
        {
            stage.Call.AgentCall.Mouth = MouthMode.Tone;
        }

        await stage.Call.AssertUndisturbedAsync(mark, evenTimestamps: false);
        Assert.Equal(TonePresence.Present, HeardByCustomer(mark));
    }

    /// <summary>The agent's tone in all that the customer has heard since the mark: the median of it must be the tone.</summary>
    private TonePresence HeardByCustomer(CallMark mark)
    {
        IReadOnlyList<EarPacket> packets = stage.Call.CustomerCall.Ear.PacketsFrom(mark.CustomerPackets);
        short[] heard = [.. packets.Where(packet => packet.FirstSample >= 0)
            .SelectMany(packet => stage.Call.CustomerCall.Ear.Read(packet.FirstSample, packet.Payload.Length))];
        return new ToneMeter(Phones.AgentHz).Measure(heard)[0].Presence;
    }

    private PhoneCall[] Calls() => [stage.Call.AgentCall, stage.Call.CustomerCall, stage.Call.SupervisorCall!];

    /// <summary>The last packet of a mouth that has just been told to be silent; one more may be on its way when it is told.</summary>
    private static async Task<SentPacket> LastPacketAsync(PhoneCall call)
    {
        SentPacket last = call.SentPackets[^1];
        while (true)
        {
            await Task.Delay(5 * PacketTime);
            if (call.SentPackets[^1].Sequence == last.Sequence)
            {
                return last;
            }

            last = call.SentPackets[^1];
        }
    }

    /// <summary>Does something once each packet time, as a phone sends.</summary>
    private static async Task EveryPacketTimeAsync(int times, Action<int> send)
    {
        using var pace = new PeriodicTimer(PacketTime);
        for (int i = 0; i < times; i++)
        {
            send(i);
            await pace.WaitForNextTickAsync();
        }
    }

    private static byte[] Tone(int frequencyHz)
    {
        short[] samples = new short[FrameSamples];
        new ToneSource(frequencyHz).Read(samples);
        byte[] payload = new byte[FrameSamples];
        new SpeechStream().Encode(PhoneCodec.Pcmu, samples, payload);
        return payload;
    }

    private static byte[] Packet(byte payloadType, ushort sequence, uint timestamp, uint ssrc, byte[] payload)
    {
        byte[] packet = new byte[RtpHeader.Bytes + payload.Length];
        new RtpHeader(false, payloadType, sequence, timestamp, ssrc).Write(packet);
        payload.CopyTo(packet.AsSpan(RtpHeader.Bytes));
        return packet;
    }

    private static byte[] Goodbye(uint ssrc)
    {
        byte[] packet = [0x80, 201, 0, 1, 0, 0, 0, 0, 0x81, 203, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), ssrc);
        return packet;
    }

    private static byte[] Broken(string kind, byte[] good, int round)
    {
        byte[] packet = [.. good];
        switch (kind)
        {
            case "one byte":
                return [0x80];
            case "header alone":
                return packet[..RtpHeader.Bytes];
            case "1,500 bytes":
                return [.. packet, .. new byte[1_500 - packet.Length]];
            case "random bytes":
                new Random(round).NextBytes(packet);
                packet[0] &= 0x7F;
                return packet;
            case "version 1":
                packet[0] = 0x40;
                return packet;
            case "version 3":
                packet[0] = 0xC0;
                return packet;
            case "truncated sources":
                packet[0] |= 0x0F;
                return packet[..40];
            case "truncated extension":
                packet[0] |= 0x10;
                packet[14] = 0xFF;
                return packet;
            case "padding beyond the packet":
                packet[0] |= 0x20;
                packet[^1] = 0xFF;
                return packet;
            case "an RTCP goodbye":
                return Goodbye(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8)));
            default:
                packet[1] = byte.Parse(kind["payload type ".Length..], System.Globalization.CultureInfo.InvariantCulture);
                return packet;
        }
    }
}
