namespace Undertone.Phone.Audio;

/// <summary>One RTP packet as an ear received it.</summary>
/// <param name="ArrivalTicks">When it arrived, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Sequence">Sequence number.</param>
/// <param name="Timestamp">Time stamp, in samples.</param>
/// <param name="Ssrc">The stream's identifier.</param>
/// <param name="PayloadType">Payload type.</param>
/// <param name="Marker">The marker bit.</param>
/// <param name="Payload">The payload, byte for byte.</param>
/// <param name="FirstSample">Where its first sample lies in the recording, or -1 where it carries no audio (telephone-event).</param>
public sealed record EarPacket(
    long ArrivalTicks, ushort Sequence, uint Timestamp, uint Ssrc, byte PayloadType, bool Marker, byte[] Payload, long FirstSample);
