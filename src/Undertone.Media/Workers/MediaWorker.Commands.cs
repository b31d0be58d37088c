using Undertone.Media.Codecs;
using Undertone.Media.Plans;
using Undertone.Media.Rtp;

namespace Undertone.Media.Workers;

/// <summary>What the control side asks for.</summary>
internal sealed partial class MediaWorker
{
    private void RunCommands()
    {
        for (var i = 0; i < CommandsPerTurn && _events.Count < _events.Capacity && _commands.TryRead(out var command); i++)
        {
            Run(command);
        }
    }

    private void Run(in WorkerCommand command)
    {
        if (command.Kind == CommandKind.SetPlan)
        {
            Apply((SessionPlan)command.Subject!);
            return;
        }

        if (command.Kind == CommandKind.AddLeg)
        {
            AddLeg(command.Leg, (AddedLeg)command.Subject!);
            return;
        }

        if (!IsCurrent(command.Leg))
        {
            _staleCommands++;
            return;
        }

        switch (command.Kind)
        {
            case CommandKind.RemoveLeg:
                RemoveLeg(command.Leg.Index);
                break;
            case CommandKind.SetRemote:
                SetRemote(command.Leg.Index, (RemoteState)command.Subject!);
                break;
            case CommandKind.SendDigit:
                QueueKey(command.Leg.Index, command.Code, command.Units);
                break;
            default:
                break;
        }
    }

    private void AddLeg(LegRef leg, AddedLeg added)
    {
        var index = leg.Index;
        _generations[index] = leg.Generation;
        _added[index] = added;
        _remotes[index] = null;
        _plans[index] = LegPlan.Nobody;
        _legs.Mouths[index] = new MouthState { Ring = MouthState.NoRing };
        _legs.Ears[index] = new EarState
        {
            Ssrc = added.Ssrc,
            NextSequence = added.FirstSequence,
            NextTimestamp = added.FirstTimestamp,
        };
        _legs.Sources[index] = new SourceLock(added.Learning);
        _legs.Keys[index] = default;
        _legs.Rtcp[index] = new RtcpState { NextReport = _now + NextReportInterval() };
        _legs.Counters[index] = default;
        _legs.CollectedCount[index] = 0;
        _legs.Decoders[index].Reset();
        _legs.Encoders[index].Reset();
        _legs.Kept.Clear(index);
        _isConnected[index] = false;
        Volatile.Write(ref _prepared[index], leg.Generation);
        _placeInActive[index] = _activeCount;
        _active[_activeCount] = index;
        Volatile.Write(ref _activeCount, _activeCount + 1);
        var isWatched = _io.Attach(RtpSlot(index), added.Sockets.Rtp);
        isWatched &= _io.Attach(RtcpSlot(index), added.Sockets.Rtcp);
        _legs.Counters[index].SendErrors += isWatched ? 0 : 1;
    }

    private void RemoveLeg(int leg)
    {
        SayGoodbye(leg);
        ReleaseRing(leg);
        _ticks.Remove(leg);
        _io.Detach(RtpSlot(leg));
        _io.Detach(RtcpSlot(leg));
        _generations[leg] = 0;
        _plans[leg] = LegPlan.Nobody;
        _remotes[leg] = null;
        var last = _active[_activeCount - 1];
        _active[_placeInActive[leg]] = last;
        _placeInActive[last] = _placeInActive[leg];
        Volatile.Write(ref _activeCount, _activeCount - 1);
        PublishCertain(new WorkerEvent(EventKind.LegRemoved, _added[leg]!.Owner));
        _added[leg] = null;
    }

    private void SetRemote(int leg, RemoteState remote)
    {
        var before = _remotes[leg];
        _legs.Sources[leg].Configure(remote.Rtp, _now);
        _configuredAt[leg] = _now;
        _remotes[leg] = remote;
        KeepConnected(leg);
        if (before is null)
        {
            _legs.Mouths[leg].Reception = new ReceptionStatistics(remote.RtpClockHz);
        }
        else if (before.Codec != remote.Codec || before.PacketTimeMilliseconds != remote.PacketTimeMilliseconds)
        {
            // What was collected is in the old codec or of the old length.
            _legs.CollectedCount[leg] = 0;
            if (before.Codec != remote.Codec)
            {
                ChangeCodec(leg, before, remote);
            }
        }
    }

    private void ChangeCodec(int leg, RemoteState before, RemoteState remote)
    {
        _legs.Decoders[leg].Reset();
        _legs.Encoders[leg].Reset();
        _legs.Kept.Clear(leg);
        if (before.SampleRateHz != remote.SampleRateHz && _legs.Mouths[leg].Ring != MouthState.NoRing)
        {
            ReleaseRing(leg);
            EnsureRing(leg);
        }
    }

    /// <summary>
    /// Puts a plan in force, for all ears of the session before the next packet is looked at. Rings for mouths that are newly mixed
    /// come first and are given back last, because an ear that leaves a mix is still owed what it has not heard.
    /// </summary>
    private void Apply(SessionPlan plan)
    {
        foreach (var leg in plan.Legs)
        {
            if (!IsCurrent(leg.Leg))
            {
                _staleCommands++;
            }
            else if (leg.MixedInto.Length > 0)
            {
                EnsureRing(leg.Leg.Index);
            }
        }

        foreach (var leg in plan.Legs)
        {
            if (IsCurrent(leg.Leg))
            {
                ChangeEar(leg);
            }
        }

        foreach (var leg in plan.Legs)
        {
            if (IsCurrent(leg.Leg))
            {
                _plans[leg.Leg.Index] = leg;
                if (leg.MixedInto.Length == 0)
                {
                    ReleaseRing(leg.Leg.Index);
                }
            }
        }

        PublishCertain(new WorkerEvent(EventKind.PlanApplied, plan, _clock.Tick));
    }

    private void EnsureRing(int leg)
    {
        ref var mouth = ref _legs.Mouths[leg];
        if (mouth.Ring == MouthState.NoRing && _remotes[leg] is { } remote)
        {
            mouth.Ring = _legs.TakeRing(remote.SampleRateHz, remote.RtpClockHz);
            if (remote.HasMemory)
            {
                Replay(leg, remote, ref _legs.Decoders[leg]);
            }
            else
            {
                _legs.Kept.Clear(leg);
            }
        }
    }

    private void ReleaseRing(int leg)
    {
        ref var mouth = ref _legs.Mouths[leg];
        if (mouth.Ring != MouthState.NoRing)
        {
            _legs.ReturnRing(mouth.Ring);
            mouth.Ring = MouthState.NoRing;
        }
    }

    private void ChangeEar(LegPlan next)
    {
        var ear = next.Leg.Index;
        var last = _plans[ear];
        if (last.Kind == EarKind.Forward && next.Kind != EarKind.Forward)
        {
            ContinueForwarded(ear, last.Mouths[0]);
        }

        if (next.Kind == EarKind.Mix)
        {
            CarryCursors(last, next);
            if (last.Kind != EarKind.Mix)
            {
                EnterMix(ear, next);
            }

            return;
        }

        var staysMapped = next.Kind == EarKind.Forward && last.Kind == EarKind.Forward && last.Mouths[0] == next.Mouths[0];
        _legs.Ears[ear].IsMapped &= staysMapped;
        if (last.Kind == EarKind.Mix)
        {
            LeaveMix(ear, last, next);
        }
    }

    /// <summary>The phone's decoder is where the forwarded packets took it; what we encode for it from now on goes on from there.</summary>
    private void ContinueForwarded(int ear, LegRef mouth)
    {
        if (_remotes[ear] is { HasMemory: true } remote && IsCurrent(mouth) && _remotes[mouth.Index]?.Codec == remote.Codec)
        {
            var decoder = default(AudioDecoder);
            var heard = Replay(mouth.Index, remote, ref decoder);
            _legs.Encoders[ear].ContinueFrom(decoder, _decoded.AsSpan(0, heard));
        }
    }

    /// <summary>A mouth that stays in the mix goes on where it was; a new one begins with what it says from now on.</summary>
    private void CarryCursors(LegPlan last, LegPlan next)
    {
        for (var i = 0; i < next.Mouths.Length; i++)
        {
            var before = last.Kind == EarKind.Mix ? Array.IndexOf(last.Mouths, next.Mouths[i]) : -1;
            if (before >= 0 && last.Cursors[before].SampleRateHz == next.Cursors[i].SampleRateHz)
            {
                next.Cursors[i] = last.Cursors[before];
                next.Converters[i] = last.Converters[before];
            }
            else if (IsCurrent(next.Mouths[i]) && _legs.Mouths[next.Mouths[i].Index].Ring is var ring and not MouthState.NoRing)
            {
                next.Cursors[i].StartAfter(in _legs.Rings[ring]);
            }
        }
    }

    private static int RtpSlot(int leg) => leg * 2;

    private static int RtcpSlot(int leg) => (leg * 2) + 1;
}
