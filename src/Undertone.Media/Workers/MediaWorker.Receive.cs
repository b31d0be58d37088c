using Undertone.Media.Codecs;
using Undertone.Media.Io;
using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>From the network to the mouths.</summary>
internal sealed partial class MediaWorker
{
    private const int LargestPacketMilliseconds = 60;

    private readonly short[] _decoded = new short[KeptPackets.LargestPayloadBytes * 2];

    private long NowMicroseconds => _now / 1000;

    /// <summary>
    /// One packet of each socket that has some, and again while there are more. In a turn there is hardly ever a second packet in a socket,
    /// and to ask each for one would cost a system call for nothing.
    /// </summary>
    private void ReceiveAll(int readySockets)
    {
        for (var round = 1; readySockets > 0; round++)
        {
            _gathering.Count(readySockets);
            for (var i = 0; i < readySockets; i++)
            {
                Prefetch(_ready[i] >> 1);
            }

            for (var i = 0; i < readySockets; i++)
            {
                Receive(_ready[i]);
            }

            readySockets = round < PacketsPerLegAndTurn ? _io.Wait(_ready, 0) : 0;
        }
    }

    /// <summary>Between two packets of a leg the caches have seen those of all others; to fetch for many at once hides the waiting.</summary>
    private void Prefetch(int leg)
    {
        _legs.Sources.Prefetch(leg);
        _legs.Mouths.Prefetch(leg);
        _legs.Counters.Prefetch(leg);
        _legs.Ears.Prefetch(leg);
    }

    private void Receive(int slot)
    {
        var leg = slot >> 1;
        if (_generations[leg] == 0)
        {
            return;
        }

        switch (_io.Receive(slot, _packet, out var length, out var source))
        {
            case ReceiveOutcome.Packet when (slot & 1) != 0:
                TakeRtcp(leg, _packet.AsSpan(0, length), source);
                break;
            case ReceiveOutcome.Packet:
                TakeRtp(leg, _packet.AsSpan(0, length), source);
                break;
            case ReceiveOutcome.Error:
                _legs.Counters[leg].SendErrors++;
                break;
            default:
                break;
        }
    }

    /// <summary>Decides whether a packet is this leg's; whatever is not is counted and reaches nobody.</summary>
    private void TakeRtp(int leg, Span<byte> packet, in MediaAddress source)
    {
        ref var counters = ref _legs.Counters[leg];
        if (!RtpHeader.TryParse(packet, out var header, out _))
        {
            counters.Malformed++;
            return;
        }

        if (_remotes[leg] is not { } remote)
        {
            counters.UnexpectedSource++;
            return;
        }

        var isAudio = header.PayloadType == remote.ReceivePayloadType;
        if (!isAudio && header.PayloadType != remote.EventReceivePayloadType)
        {
            counters.WrongPayloadType++;
            return;
        }

        var largest = Math.Min(remote.BytesPerMillisecond * LargestPacketMilliseconds, KeptPackets.LargestPayloadBytes);
        if (header.PayloadLength < (isAudio ? 1 : TelephoneEvent.Bytes) || header.PayloadLength > largest)
        {
            counters.WrongSize++;
            return;
        }

        var verdict = _legs.Sources[leg].Judge(source, _legs.Mouths[leg].IsContinuedBy(header), _now);
        if (verdict == SourceVerdict.Refused)
        {
            counters.UnexpectedSource++;
            return;
        }

        counters.SourceChanges += verdict == SourceVerdict.AcceptedAnew ? 1 : 0;
        Follow(leg, remote, packet, header, isAudio, source);
    }

    private void Follow(int leg, RemoteState remote, Span<byte> packet, in RtpHeader header, bool isAudio, in MediaAddress source)
    {
        ref var counters = ref _legs.Counters[leg];
        ref var mouth = ref _legs.Mouths[leg];
        var step = mouth.Advance(header, isAudio, remote.UnitsPerMillisecond, _now);
        mouth.Reception.Receive(header, NowMicroseconds);
        switch (step)
        {
            case StreamStep.Duplicate:
                counters.Duplicates++;
                return;
            case StreamStep.Reordered:
                counters.Reordered++;
                break;
            case StreamStep.OtherSource:
                counters.SsrcChanges++;
                FollowAnew(leg);
                break;
            case StreamStep.Jump:
                counters.Resynchronised++;
                FollowAnew(leg);
                break;
            case StreamStep.First:
                PublishOptional(new WorkerEvent(EventKind.FirstPacket, _added[leg]!.Owner, Source: source));
                SetPhasesAnew(leg);
                break;
            default:
                break;
        }

        counters.PacketsReceived++;
        counters.BytesReceived += header.PayloadLength;
        counters.JitterUnits = mouth.Reception.Jitter;
        counters.PacketsLost = mouth.Reception.Lost;
        if (mouth.IsReportedSilent && PublishOptional(new WorkerEvent(EventKind.Sound, _added[leg]!.Owner)))
        {
            mouth.IsReportedSilent = false;
        }

        if (isAudio)
        {
            TakeAudio(leg, remote, packet, header, step);
        }
        else
        {
            TakeKey(leg, remote, packet, header, step);
        }
    }

    /// <summary>The mouth's stream starts anew; the ears' streams go on.</summary>
    private void FollowAnew(int leg)
    {
        _legs.Decoders[leg].Reset();
        _legs.Kept.Clear(leg);
        foreach (var ear in _plans[leg].ForwardedTo)
        {
            if (IsCurrent(ear))
            {
                _legs.Ears[ear.Index].IsMapped = false;
            }
        }
    }

    private void TakeAudio(int leg, RemoteState remote, Span<byte> packet, in RtpHeader header, StreamStep step)
    {
        ObserveLength(leg, remote.MillisecondsIn(header.PayloadLength));

        // Forwarding rewrites the packet in place, but never its payload.
        var payload = packet.Slice(header.PayloadOffset, header.PayloadLength);
        foreach (var ear in _plans[leg].ForwardedTo)
        {
            if (IsCurrent(ear) && _plans[ear.Index].Kind == EarKind.Forward)
            {
                ForwardAudio(ear.Index, remote, packet, header);
            }
        }

        var ring = _legs.Mouths[leg].Ring;
        if (ring != MouthState.NoRing)
        {
            var samples = Decode(leg, remote, payload, step);
            _legs.Rings[ring].Write(header.Ssrc, header.Timestamp, header.SequenceNumber, _decoded.AsSpan(0, samples), NowMicroseconds);
        }

        if (ring != MouthState.NoRing || remote.HasMemory)
        {
            _legs.Kept.Keep(leg, header, payload, isAudio: true);
        }
    }

    /// <summary>Whether an ear can have a mouth's packets as they are depends on their length, which only the packets show.</summary>
    private void ObserveLength(int leg, int milliseconds)
    {
        ref var length = ref _legs.Mouths[leg].Length;
        if (length.Observe(milliseconds) && PublishOptional(new WorkerEvent(EventKind.PacketLength, _added[leg]!.Owner, milliseconds)))
        {
            length.NoteTold();
        }
    }

    /// <summary>
    /// Decodes into <see cref="_decoded"/>. The decoder follows the packets in their order: one that was overtaken is decoded aside, so
    /// that what comes after the overtaker is decoded as the sender meant it.
    /// </summary>
    private int Decode(int leg, RemoteState remote, ReadOnlySpan<byte> payload, StreamStep step)
    {
        if (step != StreamStep.Reordered)
        {
            return _legs.Decoders[leg].Decode(remote.Codec, payload, _decoded);
        }

        var aside = _legs.Decoders[leg];
        return aside.Decode(remote.Codec, payload, _decoded);
    }

    /// <summary>
    /// Brings a decoder to where a mouth's last packets bring everybody who hears them: a third of a second teaches it all.
    /// Gives the length of the last packet, which is in <see cref="_decoded"/>.
    /// </summary>
    private int Replay(int leg, RemoteState remote, ref AudioDecoder decoder)
    {
        var samples = 0;
        decoder.Reset();
        for (var back = KeptPackets.PacketsPerMouth - 1; back >= 0; back--)
        {
            if (_legs.Kept.TryFind(leg, (ushort)(_legs.Mouths[leg].HighestSequence - back), out var kept, out var payload) && kept.IsAudio)
            {
                samples = decoder.Decode(remote.Codec, payload, _decoded);
            }
        }

        return samples;
    }
}
