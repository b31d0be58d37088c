using System.Diagnostics;
using Undertone.Phone.Rtp;

namespace Undertone.Phone.Audio;

/// <summary>
/// What an ear heard: the last packets as they came, and their sound laid out by RTP time stamp, with silence where none came. Memory is
/// bounded: old sound and old packets give way to new. Safe to read while packets arrive.
/// </summary>
/// <remarks>
/// A recording counts its samples from 0. A change of SSRC, or a time stamp that disagrees with the clock by more than a second, opens a
/// new stretch right behind the old one and is counted in <see cref="Jumps"/>. A stream that pauses and goes on is no jump.
/// </remarks>
public sealed class EarRecording
{
    private static readonly TimeSpan LargestJump = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly short[] _sound;
    private readonly EarPacket[] _packets;
    private readonly SpeechStream _speech = new();
    private long _packetCount;
    private long _end;
    private bool _started;
    private uint _ssrc;
    private uint _lastTimestamp;
    private long _lastPosition;
    private long _lastArrivalTicks;

    /// <summary>Creates an empty recording.</summary>
    /// <param name="capacity">How much sound is kept, at least one second; as many packets of 10 ms are kept.</param>
    public EarRecording(TimeSpan capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, TimeSpan.FromSeconds(1));
        _sound = new short[(int)(capacity.TotalSeconds * AudioLevel.SampleRateHz)];
        _packets = new EarPacket[_sound.Length / 80];
    }

    /// <summary>Packets received so far, also those that are no longer kept.</summary>
    public long PacketCount => Locked(() => _packetCount);

    /// <summary>The position behind the last sample heard.</summary>
    public long EndSample => Locked(() => _end);

    /// <summary>How often the stream changed its SSRC or jumped in time.</summary>
    public int Jumps { get; private set; }

    /// <summary>Datagrams that were not RTP, or of a payload type that was not agreed.</summary>
    public int Strangers { get; private set; }

    /// <summary>Takes a packet.</summary>
    /// <param name="datagram">The datagram as received.</param>
    /// <param name="arrivalTicks">When, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="audioPayloadType">The payload type that carries sound.</param>
    /// <param name="codec">The codec of that payload type.</param>
    /// <param name="eventPayloadType">The payload type of telephone-event, or null; kept as a packet, silent as sound.</param>
    /// <returns>The packet, or null where it was none of these.</returns>
    public EarPacket? Add(ReadOnlySpan<byte> datagram, long arrivalTicks, int audioPayloadType, PhoneCodec codec, int? eventPayloadType = null)
    {
        lock (_lock)
        {
            if (!RtpHeader.TryRead(datagram, out var header, out var payload)
                || (header.PayloadType != audioPayloadType && header.PayloadType != eventPayloadType))
            {
                Strangers++;
                return null;
            }

            var isAudio = header.PayloadType == audioPayloadType;
            var position = isAudio ? Place(header, payload, codec, arrivalTicks) : -1;
            var packet = new EarPacket(
                arrivalTicks, header.Sequence, header.Timestamp, header.Ssrc, header.PayloadType, header.Marker, payload.ToArray(), position);
            _packets[_packetCount++ % _packets.Length] = packet;
            return packet;
        }
    }

    /// <summary>The packets that are kept, oldest first.</summary>
    public IReadOnlyList<EarPacket> Packets() => PacketsFrom(0);

    /// <summary>The packets that are kept from number <paramref name="first"/> on, counted from 0 over all that came; oldest first.</summary>
    public IReadOnlyList<EarPacket> PacketsFrom(long first)
    {
        lock (_lock)
        {
            first = Math.Max(first, Math.Max(0, _packetCount - _packets.Length));
            var kept = new List<EarPacket>((int)Math.Max(0, _packetCount - first));
            for (var i = first; i < _packetCount; i++)
            {
                kept.Add(_packets[i % _packets.Length]);
            }

            return kept;
        }
    }

    /// <summary>The sound from a position on; silence where none is kept.</summary>
    public short[] Read(long firstSample, int samples)
    {
        var read = new short[samples];
        lock (_lock)
        {
            for (var i = 0; i < samples; i++)
            {
                var position = firstSample + i;
                read[i] = position >= Math.Max(0, _end - _sound.Length) && position < _end ? _sound[position % _sound.Length] : (short)0;
            }
        }

        return read;
    }

    /// <summary>
    /// The last sound that is kept, up to <paramref name="length"/>. This is by the stream's own clock: it says nothing about silence
    /// after the last packet, for which see <see cref="LatestAsHeard"/>.
    /// </summary>
    public short[] Latest(TimeSpan length)
    {
        lock (_lock)
        {
            var samples = (int)Math.Min(Math.Min(_end, _sound.Length), (long)(length.TotalSeconds * AudioLevel.SampleRateHz));
            return Read(_end - samples, samples);
        }
    }

    /// <summary>
    /// What a listener heard from <paramref name="fromTicks"/> to <paramref name="toTicks"/>: the sound of the packets that arrived in
    /// that time, filled with silence up to the length of the time. An ear that gets no packets hears silence.
    /// </summary>
    public short[] LatestAsHeard(long fromTicks, long toTicks)
    {
        lock (_lock)
        {
            var arrived = Packets().Where(p => p.FirstSample >= 0 && p.ArrivalTicks >= fromTicks && p.ArrivalTicks < toTicks).ToList();
            var samples = (int)(Stopwatch.GetElapsedTime(fromTicks, toTicks).TotalSeconds * AudioLevel.SampleRateHz);
            var heard = new short[samples];
            var place = 0;
            foreach (var packet in arrived)
            {
                var length = Math.Min(packet.Payload.Length, samples - place);
                Read(packet.FirstSample, length).CopyTo(heard, place);
                place += length;
            }

            return heard;
        }
    }

    /// <summary>Waits until <paramref name="more"/> packets have come from now on.</summary>
    /// <exception cref="TimeoutException">They did not come in time.</exception>
    public async Task WaitForPacketsAsync(int more, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var wanted = PacketCount + more;
        await Patience.WaitAsync(
            () => PacketCount >= wanted, timeout, () => $"{more} RTP packets ({more - (wanted - PacketCount)} came)", cancellation)
            .ConfigureAwait(false);
    }

    private long Place(RtpHeader header, ReadOnlySpan<byte> payload, PhoneCodec codec, long arrivalTicks)
    {
        var step = (int)(header.Timestamp - _lastTimestamp);
        long position;
        if (!_started)
        {
            position = 0;
        }
        else if (header.Ssrc != _ssrc || IsJump(step, arrivalTicks))
        {
            position = _end;
            Jumps++;
            _speech.Restart();
        }
        else
        {
            position = Math.Max(0, _lastPosition + step);
        }

        // Late packets go to their place, but the reference only moves forward.
        if (!_started || header.Ssrc != _ssrc || position >= _lastPosition)
        {
            (_started, _ssrc, _lastTimestamp, _lastPosition, _lastArrivalTicks) =
                (true, header.Ssrc, header.Timestamp, position, arrivalTicks);
        }

        // No more silence than is kept: a pause may have lasted hours.
        for (_end = Math.Max(_end, position - _sound.Length); _end < position; _end++)
        {
            _sound[_end % _sound.Length] = 0;
        }

        Span<short> samples = stackalloc short[Math.Min(payload.Length, 1500)];
        _speech.Decode(codec, payload[..samples.Length], samples);
        for (var i = 0; i < samples.Length; i++)
        {
            _sound[(position + i) % _sound.Length] = samples[i];
        }

        _end = Math.Max(_end, position + samples.Length);
        return position;
    }

    private bool IsJump(int stepSamples, long arrivalTicks)
    {
        var elapsed = Stopwatch.GetElapsedTime(_lastArrivalTicks, arrivalTicks);
        return (TimeSpan.FromSeconds((double)stepSamples / AudioLevel.SampleRateHz) - elapsed).Duration() > LargestJump;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
