using System.Collections.Immutable;
using Undertone.Media;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Hearing;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>Who a leg is.</summary>
internal sealed record PartyIdentity(LegId Id, string Number, string Name, LegOrigin Origin, LegRole Role, string? Trunk = null)
{
    /// <summary>What the devices that it calls are shown in place of its number, also by trunks with a number of their own; empty for the number.</summary>
    public string ShownNumber { get; init; } = "";
}

/// <summary>
/// One leg of a call: a party or a supervisor. It may ring several devices; the first that answers becomes its session and the
/// others are cancelled. Lives in its call's mailbox.
/// </summary>
internal sealed partial class Party : ISessionOwner
{
    private readonly SwitchServices _services;
    private readonly SessionContext _context;
    private IPartyOwner _owner;
    private readonly List<OutgoingSession> _forks = [];
    private Action? _ringWithEveryCodec;
    private int _bestRejection;
    private ITimer? _silence;

    /// <param name="identity">Who it is.</param>
    /// <param name="services">What calls share.</param>
    /// <param name="context">Surroundings of its sessions.</param>
    /// <param name="owner">The call.</param>
    /// <param name="media">Its media leg.</param>
    /// <param name="flow">The way to its device, or to the newest of its devices.</param>
    public Party(PartyIdentity identity, SwitchServices services, SessionContext context, IPartyOwner owner, MediaLeg media, SipFlow flow)
    {
        Identity = identity;
        _services = services;
        _context = context;
        _owner = owner;
        StartedAt = services.Clock.GetUtcNow();
        Audio = new LegAudio(media, MediaAddress.For(services, flow), MediaCodecs.Offered(services.Options.Codecs));
    }

    /// <summary>Who it is.</summary>
    public PartyIdentity Identity { get; private set; }

    /// <summary>What its device does.</summary>
    public LegState State { get; private set; } = LegState.Starting;

    /// <summary>When the leg came to be.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it answered.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Its audio.</summary>
    public LegAudio Audio { get; private set; }

    /// <summary>True while we keep it out of the conversation: on hold by request, or while the other party consults.</summary>
    public bool IsApart { get; set; }

    /// <summary>True while nobody is to hear it, by request.</summary>
    public bool IsMuted { get; set; }

    /// <summary>The session of a device that called us.</summary>
    public IncomingSession? Incoming { get; private set; }

    /// <summary>The session in use; null before one is answered.</summary>
    public SipSession? Session { get; private set; }

    /// <summary>Where the first of its devices to say so sends the call instead; null if none does.</summary>
    public SipUri? RedirectedTo { get; private set; }

    /// <summary>True when more than one device rings.</summary>
    public bool RingsSeveralDevices => _forks.Count > 1;

    /// <summary>True when any of the devices that were called has given a sign of life.</summary>
    public bool IsReached => _bestRejection != 0 || _forks.Exists(f => f.IsReached);

    /// <summary>True when the device takes digits as telephone-events.</summary>
    public bool TakesTelephoneEvents => Audio.Negotiated?.TelephoneEventSendPayloadType is not null;

    /// <summary>The leg as others may see it.</summary>
    public LegSnapshot Snapshot => new()
    {
        Id = Identity.Id,
        Number = Identity.Number,
        Name = Identity.Name,
        Trunk = Identity.Trunk,
        Origin = Identity.Origin,
        Role = Identity.Role,
        State = State,
        StartedAt = StartedAt,
        AnsweredAt = AnsweredAt,
    };

    /// <summary>The leg as far as hearing goes.</summary>
    public PartyHearing Hearing => Audio.Negotiated is { } audio
        ? new PartyHearing(Identity.Id, Sends: audio.WeReceive && !IsMuted, Receives: audio.WeSend, Holds: audio.IsHeldByFarSide, IsApart)
        : new PartyHearing(Identity.Id, false, false, false);

    /// <summary>Changes the state, and with it the state of the extension.</summary>
    public void SetState(LegState state)
    {
        if (State is LegState.Ended)
        {
            return;
        }

        State = state;
        if (state is LegState.Talking or LegState.Holding or LegState.Held)
        {
            MarkAnswered();
        }

        if (Identity.Trunk is null)
        {
            _services.Activity.SetLeg(Identity.Number, Identity.Id, state);
        }
    }

    /// <summary>Its device has answered, though there may be nobody to talk with yet.</summary>
    public void MarkAnswered() => AnsweredAt ??= _services.Clock.GetUtcNow();

    /// <summary>From now on another owner hears of it; its part in the call may change with that.</summary>
    public void BelongTo(IPartyOwner owner, LegRole role)
    {
        _owner = owner;
        Identity = Identity with { Role = role };
    }

    /// <summary>Moves it to another media leg; the old one is closed and its device is offered the new one.</summary>
    /// <param name="leg">The media leg.</param>
    /// <param name="preferred">How the party that it will talk with wants to hear.</param>
    /// <param name="concluded">Told once, in the mailbox: true when its device has taken the offer.</param>
    public void MoveTo(MediaLeg leg, AudioWish preferred, Func<bool, ValueTask> concluded)
    {
        Audio.Leg.Close();
        Audio = Audio.MovedTo(leg);
        Session!.MoveAudio(Audio, preferred, concluded);
    }

    /// <summary>Takes the INVITE of a device that calls.</summary>
    public IncomingSession Take(IServerTransaction invite)
    {
        Incoming = new IncomingSession(_context, this, Audio, invite, _services.DialPlan.Routes.Find(Identity.Trunk));
        return Incoming;
    }

    /// <summary>Answers the device that called us; false if its offer cannot be answered.</summary>
    public bool Answer(AudioWish preferred)
    {
        if (Incoming is null || !Incoming.Answer(preferred))
        {
            return false;
        }

        Session = Incoming;
        return true;
    }

    /// <summary>Rings every registered device.</summary>
    /// <param name="devices">The devices; at least one.</param>
    /// <param name="from">Who calls, as the device shall show it.</param>
    /// <param name="others">How the party that they will talk with wants to hear.</param>
    /// <param name="autoAnswer">True to ask the devices to answer by themselves.</param>
    public void Ring(ImmutableArray<Binding> devices, NameAddress from, AudioWish others, bool autoAnswer)
        => Ring(() => RingDevices(devices, from, autoAnswer), others);

    private void Ring(Action ring, AudioWish others)
    {
        if (Identity.Origin is LegOrigin.Monitor)
        {
            // She hears a mix of two, so sharing their codec saves nothing, and each of her phones shall ring at once.
            Audio.Offer(others);
        }
        else if (Audio.OfferShared(others))
        {
            _ringWithEveryCodec = () =>
            {
                Audio.Offer(others);
                ring();
            };
        }

        ring();
    }

    private void RingDevices(ImmutableArray<Binding> devices, NameAddress from, bool autoAnswer)
    {
        foreach (Binding device in devices)
        {
            SipRequest invite = InviteBuilder.Create(_services.Options.Domain, device.Contact, Identity.Number, from, autoAnswer);
            _forks.Add(new OutgoingSession(_context, this, Audio, device.Flow, invite));
        }

        foreach (OutgoingSession fork in _forks.ToArray())
        {
            fork.Start();
        }
    }

    /// <summary>Ends the leg: BYE, CANCEL or a rejection, as its state asks for. The media leg is closed.</summary>
    /// <param name="rejection">The status for a device whose INVITE is not answered yet.</param>
    public void End(int rejection = SipStatus.TemporarilyUnavailable)
    {
        _silence?.Dispose();
        _silence = null;
        Incoming?.Reject(rejection);
        Session?.HangUp();
        foreach (OutgoingSession fork in _forks)
        {
            fork.HangUp();
        }

        SetState(LegState.Ended);
        Audio.Leg.Close();
    }

    /// <summary>No audio comes: ask the device whether it is still there, now and then again while the silence lasts.</summary>
    public void OnSilence()
    {
        if (_silence is null && Session is not null && State is not LegState.Ended)
        {
            Session.Probe();
            _silence = _context.After(_services.Options.ProbeInterval, () =>
            {
                _silence?.Dispose();
                _silence = null;
                OnSilence();
                return ValueTask.CompletedTask;
            });
        }
    }

    /// <summary>Audio comes again.</summary>
    public void OnSound()
    {
        _silence?.Dispose();
        _silence = null;
    }

    /// <inheritdoc />
    void ISessionOwner.OnRinging(SipSession session) => _owner.OnRinging(this);

    /// <inheritdoc />
    ValueTask ISessionOwner.OnEarlyMediaAsync(SipSession session) => _owner.OnEarlyMediaAsync(this);

    /// <inheritdoc />
    async ValueTask ISessionOwner.OnAnsweredAsync(SipSession session)
    {
        if (Session is not null || State is LegState.Ended)
        {
            // RFC 3261 13.2.2.4: another device was quicker, or the caller is gone.
            session.HangUp();
            return;
        }

        Session = session;
        foreach (OutgoingSession other in _forks)
        {
            if (!ReferenceEquals(other, session))
            {
                other.HangUp();
            }
        }

        await _owner.OnAnsweredAsync(this);
    }

    /// <inheritdoc />
    async ValueTask ISessionOwner.OnRejectedAsync(SipSession session, int statusCode)
    {
        _forks.Remove((OutgoingSession)session);
        RedirectedTo ??= ((OutgoingSession)session).RedirectedTo;
        _bestRejection = _bestRejection == 0 ? statusCode : FailureReasons.Best(_bestRejection, statusCode);
        if (Session is not null || State is LegState.Ended)
        {
            return;
        }

        if (_forks.Count == 0
            && _bestRejection is SipStatus.NotAcceptableHere
            && _ringWithEveryCodec is { } ringAgain)
        {
            // None of its phones shares a codec with the other party: then we translate.
            _ringWithEveryCodec = null;
            _bestRejection = 0;
            ringAgain();
            return;
        }

        if (TryNextTrunk((OutgoingSession)session, statusCode))
        {
            return;
        }

        // A 6xx speaks for all devices of the user.
        if (_forks.Count == 0 || statusCode >= 600)
        {
            await _owner.OnRejectedAsync(this, _bestRejection);
        }
    }

    /// <inheritdoc />
    ValueTask ISessionOwner.OnDescriptionChangedAsync(SipSession session) => _owner.OnDescriptionChangedAsync(this);

    /// <inheritdoc />
    ValueTask ISessionOwner.OnHungUpAsync(SipSession session) => _owner.OnHungUpAsync(this);

    /// <inheritdoc />
    ValueTask ISessionOwner.OnLostAsync(SipSession session, string reason) => _owner.OnLostAsync(this, reason);

    /// <inheritdoc />
    ValueTask ISessionOwner.OnReferAsync(SipSession session, ReferRequest refer) => _owner.OnReferAsync(this, refer);

    /// <inheritdoc />
    ValueTask ISessionOwner.OnInfoDigitAsync(SipSession session, char digit, TimeSpan duration)
        => _owner.OnInfoDigitAsync(this, digit, duration);
}
