namespace Undertone.Phone.Rtp;

/// <summary>One RTP packet as a mouth sent it.</summary>
/// <param name="SentTicks">When it was sent, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Sequence">Sequence number.</param>
/// <param name="Timestamp">Time stamp, in samples.</param>
/// <param name="Ssrc">The stream's identifier.</param>
/// <param name="PayloadType">Payload type.</param>
/// <param name="Payload">The payload, byte for byte.</param>
public sealed record SentPacket(long SentTicks, ushort Sequence, uint Timestamp, uint Ssrc, byte PayloadType, byte[] Payload);
