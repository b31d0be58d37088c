using Undertone.Media.Jitter;
using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>From one mouth to an ear, payload untouched.</summary>
internal sealed partial class MediaWorker
{
    private void ForwardAudio(int ear, RemoteState mouthRemote, Span<byte> packet, in RtpHeader header)
    {
        if (_remotes[ear] is { } remote && remote.Codec == mouthRemote.Codec)
        {
            ForwardPacket(ear, remote, remote.SendPayloadType, packet, header, isAudio: true);
        }
    }

    /// <summary>
    /// Gives the packet its place in the ear's stream and sends it at once. A loss or a packet out of order stays one: the ear's
    /// own jitter buffer knows best what to do about it.
    /// </summary>
    private void ForwardPacket(int ear, RemoteState remote, byte payloadType, Span<byte> packet, in RtpHeader header, bool isAudio)
    {
        ref var stream = ref _legs.Ears[ear];
        if (_legs.Keys[ear].IsSending)
        {
            // Our own key press has the ear; afterwards the mouth is followed anew.
            stream.IsMapped = false;
            return;
        }

        if (!_legs.Sources[ear].Destination.IsKnown)
        {
            return;
        }

        if (!stream.IsMapped)
        {
            stream.Map(header.SequenceNumber, header.Timestamp, remote.UnitsPerMillisecond, _now);
        }

        if (!stream.TryPlace(header.SequenceNumber, header.Timestamp, out var sequence, out var timestamp))
        {
            _legs.Counters[ear].LateForward++;
            return;
        }

        var ours = new RtpHeader
        {
            Marker = stream.TakeMarker(header.Marker),
            PayloadType = payloadType,
            SequenceNumber = sequence,
            Timestamp = timestamp,
            Ssrc = stream.Ssrc,
        };
        var payload = packet.Slice(header.PayloadOffset, header.PayloadLength);
        Send(ear, RtpHeader.Rewrite(packet, header, ours), header.PayloadLength);
        if (isAudio)
        {
            stream.NoteSent(sequence, timestamp, remote.UnitsIn(header.PayloadLength), remote.UnitsPerMillisecond, _now);
        }
        else if (TelephoneEvent.TryParse(payload, out var key))
        {
            stream.NoteSentEvent(sequence, timestamp, key.Duration, remote.UnitsPerMillisecond, _now);
        }
    }

    /// <summary>
    /// The mix has ended and one of its mouths is followed untouched: what that mouth has said and the mix has not played is passed
    /// on now, in order, so that nothing is lost or heard twice and the delay of mixing is gone at once.
    /// </summary>
    private void PassOnWaiting(int ear, LegRef mouthRef, ref EarCursor cursor)
    {
        ref var mouth = ref _legs.Mouths[mouthRef.Index];
        if (!IsCurrent(mouthRef) || mouth.Ring == MouthState.NoRing || _remotes[mouthRef.Index] is not { } remote)
        {
            return;
        }

        var waitingSamples = cursor.WaitingSamples(in _legs.Rings[mouth.Ring]);
        if (waitingSamples <= 0 || !TryFindEnd(mouthRef.Index, remote, out var end))
        {
            return;
        }

        // The mouth spoke all the time, also while this thread came too late to mix it.
        _legs.Ears[ear].GoOnWithoutPause(_now);
        var heardUntil = end - (uint)(waitingSamples * remote.RtpClockHz / remote.SampleRateHz);
        for (var back = KeptPackets.PacketsPerMouth - 1; back >= 0; back--)
        {
            if (!_legs.Kept.TryFind(mouthRef.Index, (ushort)(mouth.HighestSequence - back), out var kept, out var payload))
            {
                continue;
            }

            if (kept.IsAudio)
            {
                PassOn(ear, remote, kept, payload, heardUntil);
            }
            else if (_legs.Ears[ear].IsMapped)
            {
                // A key packet: the ear got that key from us.
                _legs.Ears[ear].LeaveOut();
            }
        }
    }

    private void PassOn(int ear, RemoteState remote, in KeptPacket kept, ReadOnlySpan<byte> payload, uint heardUntil)
    {
        // More than half of the packet must be unheard: with lengths that do not fit together the cursor may be inside one.
        if (SequenceNumber.TimestampDistance(heardUntil, kept.Timestamp) < -remote.UnitsIn(kept.Bytes) / 2)
        {
            return;
        }

        payload.CopyTo(_ours.AsSpan(RtpHeader.FixedBytes));
        var header = new RtpHeader
        {
            Marker = kept.Marker,
            SequenceNumber = kept.Sequence,
            Timestamp = kept.Timestamp,
            PayloadOffset = RtpHeader.FixedBytes,
            PayloadLength = kept.Bytes,
        };
        ForwardAudio(ear, remote, _ours.AsSpan(0, RtpHeader.FixedBytes + kept.Bytes), header);
    }

    /// <summary>The time stamp after the latest audio of a mouth.</summary>
    private bool TryFindEnd(int leg, RemoteState remote, out uint end)
    {
        ref var mouth = ref _legs.Mouths[leg];
        for (var back = 0; back < KeptPackets.PacketsPerMouth; back++)
        {
            if (_legs.Kept.TryFind(leg, (ushort)(mouth.HighestSequence - back), out var kept, out _) && kept.IsAudio)
            {
                end = kept.Timestamp + (uint)remote.UnitsIn(kept.Bytes);
                return true;
            }
        }

        end = 0;
        return false;
    }

    private void Send(int ear, ReadOnlySpan<byte> packet, int payloadBytes)
    {
        ref var counters = ref _legs.Counters[ear];
        if (_io.Send(RtpSlot(ear), packet, _legs.Sources[ear].Destination))
        {
            counters.PacketsSent++;
            counters.BytesSent += payloadBytes;
        }
        else
        {
            counters.SendErrors++;
        }
    }
}
