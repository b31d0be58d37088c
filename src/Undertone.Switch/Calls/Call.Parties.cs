using Undertone.Media;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <summary>What the parties do: ring, answer, hold, press keys, hang up, vanish.</summary>
internal sealed partial class Call
{
    /// <inheritdoc />
    void IPartyOwner.OnRinging(Party party)
    {
        if (_over || !ReferenceEquals(party, _callee) || party.State is not LegState.Starting)
        {
            return;
        }

        party.SetState(LegState.Ringing);
        _ringingAt = _services.Clock.GetUtcNow();
        _caller!.SetState(LegState.Alerting);
        _caller.Incoming?.SendRinging();
        Publish();
    }

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnEarlyMediaAsync(Party party)
    {
        bool callerHears = _caller?.Session is not null || _caller?.Incoming is { Offer.IsEmpty: false };
        if (party.RingsSeveralDevices || !callerHears)
        {
            // Several devices cannot all be heard, and a caller that left the offer to us cannot hear any yet.
            ((IPartyOwner)this).OnRinging(party);
            return;
        }

        if (_over || !ReferenceEquals(party, _callee) || party.State is not (LegState.Starting or LegState.Ringing))
        {
            return;
        }

        if (_caller!.Incoming is null || _caller.Incoming.SendEarlyMedia(party.Audio.Wish))
        {
            party.SetState(LegState.EarlyMedia);
            _ringingAt ??= _services.Clock.GetUtcNow();
            _caller.SetState(LegState.Alerting);
            await ApplyPlanAsync();
            Publish();
        }
    }

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnAnsweredAsync(Party party)
    {
        _ringTimer?.Dispose();
        if (_over)
        {
            party.End();
            return;
        }

        if (ReferenceEquals(party, _caller))
        {
            party.SetState(LegState.Alerting);
            party.MarkAnswered();
            RefreshSnapshot();
            _services.Events.Publish(new CallerAnswered(_services.Clock.GetUtcNow(), Snapshot));
            DialCallee(party.Audio.Wish);
            return;
        }

        if (_caller!.Incoming is not null && !_caller.Answer(party.Audio.Wish))
        {
            Log.NoCommonCodec(_services.Logger, Id, From);
            await EndAsync(_caller, CallFailureReason.NotAcceptable);
            return;
        }

        party.SetState(AnsweredState(party));
        _caller.SetState(AnsweredState(_caller));
        _answeredAt = _services.Clock.GetUtcNow();
        _wayAtAnswer = WayNow();
        StartLimitTimer();
        await ApplyPlanAsync();
        Log.Answered(_services.Logger, Id, From, To, party.Audio.Negotiated!.Codec.Name);
        Publish();
    }

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnRejectedAsync(Party party, int statusCode)
    {
        if (!_over)
        {
            if (statusCode is >= 300 and < 400 && TryForward(party))
            {
                return;
            }

            Log.Rejected(_services.Logger, Id, party.Identity.Number, statusCode);
            await EndAsync(party, FailureReasons.FromStatus(statusCode));
        }
    }

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnDescriptionChangedAsync(Party party)
    {
        if (_over || !party.Snapshot.IsAnswered)
        {
            return;
        }

        LegState state = AnsweredState(party);
        await ApplyPlanAsync();
        if (state != party.State)
        {
            party.SetState(state);
            Log.HoldChanged(_services.Logger, Id, party.Identity.Number, state);
            Publish();
        }
    }

    /// <inheritdoc />
    ValueTask IPartyOwner.OnHungUpAsync(Party party) => LeaveAsync(party, CallFailureReason.Cancelled);

    /// <inheritdoc />
    async ValueTask IPartyOwner.OnLostAsync(Party party, string reason)
    {
        Log.Lost(_services.Logger, Id, party.Identity.Number, reason);
        await LeaveAsync(party, CallFailureReason.Unreachable);
    }

    /// <inheritdoc />
    ValueTask IPartyOwner.OnInfoDigitAsync(Party party, char digit, TimeSpan duration) => PassDigitAsync(party, digit, duration);

    /// <summary>Passes a digit on to the party that the given one talks with.</summary>
    public ValueTask PassDigitAsync(Party party, char digit, TimeSpan duration)
    {
        if (OtherThan(party) is { } other)
        {
            if (other.TakesTelephoneEvents)
            {
                other.Audio.Leg.SendDigit(digit, duration);
            }
            else
            {
                other.Session?.SendInfoDigit(digit, duration);
            }
        }

        return ValueTask.CompletedTask;
    }

    private LegState AnsweredState(Party party)
        => party.IsApart && _transfer is not null ? LegState.Held
            : party.IsApart || party.Hearing.Holds ? LegState.Holding
            : LegState.Talking;

    /// <summary>A telephone-event came. The media plane has passed it on to ears that take them; others get an INFO.</summary>
    public ValueTask OnEventDigitAsync(MediaLeg leg, char digit, TimeSpan duration)
    {
        Party? party = Parties.FirstOrDefault(p => ReferenceEquals(p.Audio.Leg, leg));
        if (party is null)
        {
            return Monitors.OnDigitAsync(leg, digit);
        }

        if (OtherThan(party) is { TakesTelephoneEvents: false } other)
        {
            other.Session?.SendInfoDigit(digit, duration);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Nothing has come from a leg for a while, or something comes again.</summary>
    public void OnSoundChanged(MediaLeg leg, bool silent)
    {
        if (Parties.Concat(Monitors.Joined).FirstOrDefault(p => ReferenceEquals(p.Audio.Leg, leg)) is { } party && !_over)
        {
            if (silent)
            {
                party.OnSilence();
            }
            else
            {
                party.OnSound();
            }
        }
    }
}
