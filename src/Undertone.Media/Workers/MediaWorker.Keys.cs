using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>Key presses (RFC 4733): from mouths to the control side and to ears, and from the control side to ears.</summary>
internal sealed partial class MediaWorker
{
    private void QueueKey(int ear, byte code, int units)
    {
        if (_remotes[ear] is not { EventSendPayloadType: not RemoteState.NoPayloadType } || !_legs.Keys[ear].TryAdd(code, units))
        {
            _legs.Counters[ear].DigitsLost++;
            return;
        }

        if (!_ticks.Contains(ear))
        {
            _ticks.Add(ear, (int)((_clock.Tick + 1) & (TickLists.Phases - 1)));
        }
    }

    /// <summary>A packet of a key press came.</summary>
    private void TakeKey(int leg, RemoteState remote, Span<byte> packet, in RtpHeader header, StreamStep step)
    {
        ref var mouth = ref _legs.Mouths[leg];
        var payload = packet.Slice(header.PayloadOffset, header.PayloadLength);
        if (!TelephoneEvent.TryParse(payload, out var key))
        {
            return;
        }

        if (mouth.Ring != MouthState.NoRing)
        {
            _legs.Rings[mouth.Ring].NoteWithoutAudio(header.Ssrc, header.SequenceNumber);
            _legs.Kept.Keep(leg, header, payload, isAudio: false);
        }

        Announce(leg, remote, mouth.Keys.Receive(header.Timestamp, key, NowMicroseconds));
        foreach (var ear in _plans[leg].ForwardedTo)
        {
            if (IsCurrent(ear) && _plans[ear.Index].Kind == EarKind.Forward)
            {
                ForwardKey(leg, ear.Index, packet, header, step);
            }
        }
    }

    /// <summary>Passes a key packet on, unless the keys of this mouth are commands or the ear takes none: then no number is missing for it.</summary>
    private void ForwardKey(int mouth, int ear, Span<byte> packet, in RtpHeader header, StreamStep step)
    {
        if (!_added[mouth]!.DigitsAreCommands && _remotes[ear] is { EventSendPayloadType: not RemoteState.NoPayloadType } remote)
        {
            ForwardPacket(ear, remote, (byte)remote.EventSendPayloadType, packet, header, isAudio: false);
        }
        else if (step == StreamStep.Next)
        {
            _legs.Ears[ear].LeaveOut();
        }
    }

    private void ExpireKey(int leg)
    {
        if (_remotes[leg] is { } remote)
        {
            Announce(leg, remote, _legs.Mouths[leg].Keys.Expire(NowMicroseconds));
        }
    }

    private void Announce(int leg, RemoteState remote, in KeyReport report)
    {
        if (report.IsEmpty)
        {
            return;
        }

        if (report.EndedBefore is { } before)
        {
            EndKey(leg, remote, before);
        }

        if (report.Pressed is { } code && !_added[leg]!.DigitsAreCommands)
        {
            foreach (var ear in _plans[leg].MixedInto)
            {
                if (IsCurrent(ear))
                {
                    QueueKey(ear.Index, code, KeyQueue.StillPressed);
                }
            }
        }

        if (report.Ended is { } ended)
        {
            EndKey(leg, remote, ended);
        }
    }

    private void EndKey(int leg, RemoteState remote, in EndedKey key)
    {
        _legs.Counters[leg].DigitsReceived++;
        PublishOptional(new WorkerEvent(
            EventKind.Digit, _added[leg]!.Owner, key.DurationUnits * 1000 / remote.UnitsPerMillisecond, key.Code));
        if (_added[leg]!.DigitsAreCommands)
        {
            return;
        }

        // An ear may have left the mix while the key was down; the key that we make for it must end all the same.
        Release(_plans[leg].MixedInto, key);
        Release(_plans[leg].ForwardedTo, key);
    }

    private void Release(LegRef[] ears, in EndedKey key)
    {
        foreach (var ear in ears)
        {
            if (IsCurrent(ear))
            {
                _legs.Keys[ear.Index].Release((int)Math.Min(key.DurationUnits, ushort.MaxValue));
            }
        }
    }

    /// <summary>Sends the key packet that is due in place of audio; false when there is none.</summary>
    private bool SendKey(int ear, RemoteState remote, long deadline)
    {
        ref var keys = ref _legs.Keys[ear];
        ref var stream = ref _legs.Ears[ear];
        if (!keys.IsBusy || !_legs.Sources[ear].Destination.IsKnown || remote.EventSendPayloadType == RemoteState.NoPayloadType)
        {
            return false;
        }

        if (!keys.IsSending)
        {
            SendCollected(ear);
            stream.PassPause(remote.UnitsPerMillisecond, deadline);
            keys.StartNext(stream.NextTimestamp);
        }

        var units = FrameMilliseconds * remote.UnitsPerMillisecond;
        keys.TryNext(units, out var timestamp, out var marker, out var key);
        var header = new RtpHeader
        {
            Marker = stream.TakeMarker(marker),
            PayloadType = (byte)remote.EventSendPayloadType,
            SequenceNumber = stream.NextSequence,
            Timestamp = timestamp,
            Ssrc = stream.Ssrc,
        };
        header.TryWrite(_ours);
        key.TryWrite(_ours.AsSpan(RtpHeader.FixedBytes));
        Send(ear, _ours.AsSpan(0, RtpHeader.FixedBytes + TelephoneEvent.Bytes), TelephoneEvent.Bytes);
        stream.NoteSent(header.SequenceNumber, stream.NextTimestamp, units, remote.UnitsPerMillisecond, deadline);
        stream.IsMapped = false;
        return true;
    }
}
