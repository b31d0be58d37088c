using System.Buffers.Binary;
using System.Diagnostics;
using Undertone.Phone.Audio;

namespace Undertone.Phone.Tests;

/// <summary>Known signals and packets.</summary>
internal static class Sounds
{
    public static short[] Tone(int frequencyHz, int samples, double levelDbm0 = -12)
    {
        var sound = new short[samples];
        new ToneSource(frequencyHz, levelDbm0).Read(sound);
        return sound;
    }

    public static short[] Mix(params short[][] sounds) =>
        [.. Enumerable.Range(0, sounds[0].Length).Select(i => (short)sounds.Sum(sound => sound[i]))];

    public static short[] ThroughMuLaw(short[] sound) => [.. sound.Select(s => G711.DecodeMuLaw(G711.EncodeMuLaw(s)))];

    public static byte[] Packet(ushort sequence, uint timestamp, ReadOnlySpan<short> sound, uint ssrc = 1, byte payloadType = 0)
    {
        var packet = new byte[12 + sound.Length];
        packet[0] = 0x80;
        packet[1] = payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        for (var i = 0; i < sound.Length; i++)
        {
            packet[12 + i] = G711.EncodeMuLaw(sound[i]);
        }

        return packet;
    }

    public static long Ticks(double milliseconds) => (long)(milliseconds * Stopwatch.Frequency / 1000);

    /// <summary>Gives an ear a sound in packets of 20 ms that arrive evenly from <paramref name="firstArrivalTicks"/> on.</summary>
    public static void Hear(EarRecording ear, ReadOnlySpan<short> sound, long firstArrivalTicks = 0, ushort firstSequence = 0)
    {
        for (var i = 0; i < sound.Length / 160; i++)
        {
            var packet = Packet((ushort)(firstSequence + i), (uint)(160 * (firstSequence + i)), sound.Slice(i * 160, 160));
            ear.Add(packet, firstArrivalTicks + Ticks(20 * i), 0, PhoneCodec.Pcmu);
        }
    }
}
