using Undertone.Media.Jitter;
using Undertone.Media.Mixing;
using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>From several mouths to an ear, every 20 ms by our clock.</summary>
internal sealed partial class MediaWorker
{
    private const int FrameMilliseconds = 20;
    private const long FrameNanoseconds = FrameMilliseconds * 1_000_000L;
    private const int LargestFrameSamples = 320;

    /// <summary>A mouth that was not heard for so long has no say in when an ear ticks.</summary>
    private const long PhaseMemoryNanoseconds = 100_000_000;

    /// <summary>A packet that comes this shortly before a tick would often come after it.</summary>
    private const long LeastWaitNanoseconds = 2_000_000;

    private readonly short[] _firstVoice = new short[LargestFrameSamples];
    private readonly short[] _secondVoice = new short[LargestFrameSamples];
    private readonly short[] _furtherVoice = new short[LargestFrameSamples];
    private readonly short[] _atOtherRate = new short[LargestFrameSamples];
    private readonly int[] _sum = new int[LargestFrameSamples];

    /// <summary>Begins to tick. The first frame follows the last forwarded packet: not before that packet is over.</summary>
    private void EnterMix(int ear, LegPlan plan)
    {
        _legs.Ears[ear].IsMapped = false;
        _legs.CollectedCount[ear] = 0;
        var phase = BestPhase(plan);
        _ticks.Remove(ear);
        _ticks.Add(ear, phase);
        var first = _clock.NextOf(phase);
        _firstTicks[ear] = _legs.Ears[ear].NextDue > first ? first + FrameNanoseconds : first;
    }

    /// <summary>
    /// The first packet of a mouth has come. An ear that mixes it and was played nothing but silence so far chose its phase without
    /// knowing when packets come; now it can choose well, and nobody hears the step.
    /// </summary>
    private void SetPhasesAnew(int mouth)
    {
        foreach (var ear in _plans[mouth].MixedInto)
        {
            if (IsCurrent(ear) && _plans[ear.Index].Kind == EarKind.Mix && !HearsOthers(ear.Index, mouth))
            {
                var phase = BestPhase(_plans[ear.Index]);
                _ticks.Remove(ear.Index);
                _ticks.Add(ear.Index, phase);
                _firstTicks[ear.Index] = _clock.NextOf(phase);
            }
        }
    }

    private bool HearsOthers(int ear, int mouth)
    {
        foreach (var other in _plans[ear].Mouths)
        {
            if (other.Index != mouth && IsCurrent(other) && _legs.Mouths[other.Index].HasStarted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The phase before which the packets of the mouths come most shortly; in it the ear's delay is least. Kept while it mixes.</summary>
    private int BestPhase(LegPlan plan)
    {
        var best = 0;
        var leastWait = long.MaxValue;
        for (var candidate = 0; candidate < TickLists.Phases; candidate++)
        {
            var phase = (int)((_clock.Tick + candidate) & (TickLists.Phases - 1));
            var wait = 0L;
            foreach (var mouth in plan.Mouths)
            {
                wait += WaitBefore(_clock.NextOf(phase), mouth);
            }

            if (wait < leastWait)
            {
                (best, leastWait) = (phase, wait);
            }
        }

        return best;
    }

    private long WaitBefore(long tick, LegRef mouth)
    {
        if (!IsCurrent(mouth) || _now - _legs.Mouths[mouth.Index].LastArrival > PhaseMemoryNanoseconds)
        {
            return 0;
        }

        var wait = (tick - _legs.Mouths[mouth.Index].LastArrival) % FrameNanoseconds;
        return wait < LeastWaitNanoseconds ? wait + FrameNanoseconds : wait;
    }

    private void LeaveMix(int ear, LegPlan last, LegPlan next)
    {
        SendCollected(ear);
        ref var keys = ref _legs.Keys[ear];
        if (!keys.IsBusy)
        {
            _ticks.Remove(ear);
        }

        if (next.Kind == EarKind.Forward && !keys.IsSending)
        {
            var mouth = Array.IndexOf(last.Mouths, next.Mouths[0]);
            if (mouth >= 0)
            {
                PassOnWaiting(ear, next.Mouths[0], ref last.Cursors[mouth]);
            }
        }
    }

    private void TickEar(int ear, long deadline)
    {
        var plan = _plans[ear];
        if (_remotes[ear] is not { } remote)
        {
            return;
        }

        var isMixing = plan.Kind == EarKind.Mix && deadline >= _firstTicks[ear];
        var voices = isMixing ? Mix(ear, plan, remote) : 0;
        if (SendKey(ear, remote, deadline))
        {
            return;
        }

        if (isMixing)
        {
            SendFrame(ear, remote, voices, deadline);
        }
        else if (plan.Kind != EarKind.Mix)
        {
            _ticks.Remove(ear);
        }
    }

    /// <summary>Adds up the next 20 ms of every mouth into <see cref="_firstVoice"/>; 0 means that nobody speaks.</summary>
    private int Mix(int ear, LegPlan plan, RemoteState remote)
    {
        var samples = remote.SampleRateHz / 1000 * FrameMilliseconds;
        var first = _firstVoice.AsSpan(0, samples);
        var second = _secondVoice.AsSpan(0, samples);
        var further = _furtherVoice.AsSpan(0, samples);
        var sum = _sum.AsSpan(0, samples);
        var voices = 0;
        for (var i = 0; i < plan.Mouths.Length; i++)
        {
            var voice = voices switch { 0 => first, 1 => second, _ => further };
            if (!Hear(ear, plan.Mouths[i], ref plan.Cursors[i], ref plan.Converters[i], voice))
            {
                continue;
            }

            voices++;
            if (voices == 3)
            {
                Mixer.Widen(first, sum);
                Mixer.Add(second, sum);
            }

            if (voices >= 3)
            {
                Mixer.Add(further, sum);
            }
        }

        // Two voices, which is what most ears hear, cannot be clamped too early, so they need no wider sum.
        if (voices == 2)
        {
            Mixer.MixTwo(first, second, first);
        }
        else if (voices >= 3)
        {
            Mixer.Clamp(sum, first);
        }

        return voices;
    }

    /// <summary>Writes the next 20 ms of a mouth at the ear's rate; false when it says nothing.</summary>
    private bool Hear(int ear, LegRef mouth, ref EarCursor cursor, ref RateConverter converter, Span<short> frame)
    {
        if (!IsCurrent(mouth) || _legs.Mouths[mouth.Index].Ring is var ring && ring == MouthState.NoRing)
        {
            return false;
        }

        ref var source = ref _legs.Rings[ring];
        if (cursor.SampleRateHz != source.SampleRateHz)
        {
            // The mouth has just changed to a codec of another rate, and the plan made for it is on its way.
            cursor = new EarCursor(source.SampleRateHz);
            cursor.StartAfter(in source);
        }

        var said = source.SampleRateHz / 1000 * FrameMilliseconds;
        var atMouthsRate = said == frame.Length ? frame : _atOtherRate.AsSpan(0, said);
        var dropped = cursor.Counters.Dropped;
        var heard = cursor.Read(in source, atMouthsRate, _clock.Deadline / 1000);
        ref var counters = ref _legs.Counters[ear];
        counters.FramesDropped += cursor.Counters.Dropped - dropped;
        counters.FramesConcealed += heard == HeardSound.Concealment ? 1 : 0;
        if (heard == HeardSound.Nothing)
        {
            converter.Reset();
            return false;
        }

        if (said != frame.Length)
        {
            converter.Convert(atMouthsRate, frame);
        }

        return true;
    }

    private void SendFrame(int ear, RemoteState remote, int voices, long deadline)
    {
        if (!_legs.Sources[ear].Destination.IsKnown)
        {
            return;
        }

        _legs.Ears[ear].PassPause(remote.UnitsPerMillisecond, deadline);
        var payload = _ours.AsSpan(RtpHeader.FixedBytes, remote.BytesPerMillisecond * FrameMilliseconds);
        var mix = _firstVoice.AsSpan(0, remote.SampleRateHz / 1000 * FrameMilliseconds);
        if (voices == 0)
        {
            mix.Clear();
        }

        _legs.Encoders[ear].Encode(remote.Codec, mix, payload);

        if (remote.PacketTimeMilliseconds == FrameMilliseconds)
        {
            SendAudio(ear, remote, payload.Length, deadline);
        }
        else
        {
            Collect(ear, remote, payload, deadline);
        }
    }

    /// <summary>Cuts frames of 20 ms into shorter packets or joins them to longer ones.</summary>
    private void Collect(int ear, RemoteState remote, ReadOnlySpan<byte> frame, long deadline)
    {
        var collected = _legs.Collected.Slice(ear * LegTable.CollectedBytesPerLeg, LegTable.CollectedBytesPerLeg);
        ref var count = ref _legs.CollectedCount[ear];
        frame.CopyTo(collected[count..]);
        count += frame.Length;
        var packetBytes = remote.PacketTimeMilliseconds * remote.BytesPerMillisecond;
        while (count >= packetBytes)
        {
            collected[..packetBytes].CopyTo(_ours.AsSpan(RtpHeader.FixedBytes));
            collected[packetBytes..count].CopyTo(collected);
            count -= packetBytes;
            SendAudio(ear, remote, packetBytes, deadline);
        }
    }

    /// <summary>What does not fill a packet is sent all the same when the mix ends or is interrupted: it has been mixed, so it is heard.</summary>
    private void SendCollected(int ear)
    {
        ref var count = ref _legs.CollectedCount[ear];
        if (count > 0 && _remotes[ear] is { } remote)
        {
            _legs.Collected.Slice(ear * LegTable.CollectedBytesPerLeg, count).CopyTo(_ours.AsSpan(RtpHeader.FixedBytes));
            SendAudio(ear, remote, count, _now);
        }

        count = 0;
    }

    /// <summary>Sends the payload that lies in <see cref="_ours"/> behind the room for the header.</summary>
    private void SendAudio(int ear, RemoteState remote, int payloadBytes, long deadline)
    {
        ref var stream = ref _legs.Ears[ear];
        var header = new RtpHeader
        {
            Marker = stream.TakeMarker(false),
            PayloadType = remote.SendPayloadType,
            SequenceNumber = stream.NextSequence,
            Timestamp = stream.NextTimestamp,
            Ssrc = stream.Ssrc,
        };
        header.TryWrite(_ours);
        Send(ear, _ours.AsSpan(0, RtpHeader.FixedBytes + payloadBytes), payloadBytes);
        stream.NoteSent(header.SequenceNumber, header.Timestamp, remote.UnitsIn(payloadBytes), remote.UnitsPerMillisecond, deadline);
    }
}
