using Undertone.Media;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Hearing;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>
/// One call: a back-to-back user agent between two parties, with its supervisors. Everything happens in its mailbox, one step
/// after the other; what others may see is <see cref="Snapshot"/>, replaced as a whole.
/// </summary>
internal sealed partial class Call : IPartyOwner
{
    private readonly SwitchServices _services;
    private readonly SessionContext _context;
    private readonly MediaSession _media;
    private readonly List<SessionContext> _contexts;
    private readonly PlaceCall? _request;
    private Party? _caller;
    private Party? _callee;
    private ITimer? _ringTimer;
    private ITimer? _limitTimer;
    private DateTimeOffset? _ringingAt;
    private DateTimeOffset? _answeredAt;
    private CallFailureReason _failure;
    private bool _wasPublished;
    private bool _over;

    private Call(
        SwitchServices services, CallId id, Mailbox mailbox, MediaSession media, MediaDispatch dispatch, string from, string to, PlaceCall? request)
    {
        _services = services;
        _media = media;
        _request = request;
        Id = id;
        From = from;
        To = to;
        Mailbox = mailbox;
        StartedAt = services.Clock.GetUtcNow();
        _context = new SessionContext(services.Stack, services.Sessions, services.Options, services.Clock, mailbox);
        _contexts = [_context];
        Monitors = new CallMonitors(this, services);
        Snapshot = TakeSnapshot();
        dispatch.Attach(this);
    }

    /// <summary>The call's id.</summary>
    public CallId Id { get; }

    /// <summary>The number that calls.</summary>
    public string From { get; }

    /// <summary>The number that was called.</summary>
    public string To { get; }

    /// <summary>When the call began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Where everything about the call happens.</summary>
    public Mailbox Mailbox { get; }

    /// <summary>Whether audio can carry another leg of this call without harm.</summary>
    public MediaPressure Pressure => _media.Pressure;

    /// <summary>The supervisors.</summary>
    public CallMonitors Monitors { get; }

    /// <summary>The call as it is now; may be read from any thread.</summary>
    public CallSnapshot Snapshot { get; private set; }

    /// <summary>True when it has ended.</summary>
    public bool IsOver => _over;

    /// <summary>True when both parties have answered.</summary>
    public bool IsAnswered => _answeredAt is not null && !_over;

    /// <summary>Opens a call with its mailbox and its place in the media plane; null if the media plane is full.</summary>
    /// <param name="services">What calls share.</param>
    /// <param name="from">The number that calls.</param>
    /// <param name="to">The number that is called.</param>
    /// <param name="request">The command that asks for it; null if a phone or a trunk calls.</param>
    public static Call? TryOpen(SwitchServices services, string from, string to, PlaceCall? request = null)
    {
        var dispatch = new MediaDispatch();
        if (!services.Media.TryCreateSession(dispatch, out MediaSession? media) || media is null)
        {
            return null;
        }

        CallId id = services.Calls.NewCallId();
        var call = new Call(services, id, new Mailbox(id.ToString(), services.Logger), media, dispatch, from, to, request);
        services.Calls.Add(call);
        return call;
    }

    /// <summary>Sets the call going; a defect in that leaves no call behind.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="ifItFails">What is left to do then.</param>
    public void Start(Action first, Action? ifItFails = null) => Mailbox.Post(async () =>
    {
        try
        {
            first();
        }
        catch (Exception)
        {
            await EndAsync(null, CallFailureReason.Congestion);
            ifItFails?.Invoke();
            throw;
        }
    });

    /// <summary>An extension's phone calls a number.</summary>
    public void StartFromDevice(IServerTransaction invite, Extension caller) => StartFrom(invite, caller.Number, caller.Name, trunk: null);

    private void StartFrom(IServerTransaction invite, string number, string name, string? trunk)
    {
        _context.HopsLeft = (invite.Request.MaxForwards ?? _context.HopsLeft) - 1;
        if (!TryAddParty(number, name, LegOrigin.Inbound, LegRole.Caller, invite.Flow, out _caller, trunk))
        {
            InviteRefusal.Send(_services.Sessions, invite, SipStatus.ServiceUnavailable);
            Finish(CallFailureReason.Congestion, null);
            return;
        }

        IncomingSession session = _caller.Take(invite);
        _caller.SetState(LegState.Starting);
        if (!session.Offer.IsEmpty && !_caller.Audio.CanAnswer(session.Offer.Span))
        {
            // Said at once: no phone shall ring for a call that cannot be answered.
            Log.NoCommonCodec(_services.Logger, Id, From);
            Fail(CallFailureReason.NotAcceptable);
            return;
        }

        DialCallee(AudioWish.Of(session.Offer.Span));
    }

    /// <summary>Click to call: rings the caller's device first.</summary>
    public void StartByRequest(PlaceCall request)
    {
        if (!_services.DialPlan.TryResolve(request.Caller, out Destination? caller, out CallFailureReason failure, evenIfUndisturbed: true))
        {
            Finish(failure, null);
            return;
        }

        string? trunk = (caller as TrunkDestination)?.Trunks[0].Name;
        if (!TryAddParty(caller.Number, caller.Name, LegOrigin.Outbound, LegRole.Caller, caller.Flow, out _caller, trunk))
        {
            Finish(CallFailureReason.Congestion, null);
            return;
        }

        _caller.SetState(LegState.Ringing);
        Publish();
        StartRingTimer(_caller);
        string calleeName = _services.Extensions.TryGet(To, out Extension? callee) ? callee.Name : "";
        PartyIdentity shown = new(default, To, calleeName, LegOrigin.OutboundDial, LegRole.Callee) { ShownNumber = request.ShownNumber };
        _caller.Ring(caller, shown, AudioWish.Unknown, request.AutoAnswer);
    }

    /// <summary>Hangs up one of the call's legs; false if it has no such leg.</summary>
    public async ValueTask<bool> HangUpAsync(LegId leg)
    {
        if (FindParty(leg) is { } party && !_over)
        {
            await LeaveAsync(party, CallFailureReason.Cancelled);
            return true;
        }

        return await Monitors.HangUpAsync(leg);
    }

    /// <summary>Ends the call from our side, at shutdown.</summary>
    public ValueTask ShutDownAsync() => EndAsync(null, CallFailureReason.Congestion);

    /// <summary>The party with this leg id; null if it is a supervisor or not here.</summary>
    public Party? FindParty(LegId leg)
        => Parties.FirstOrDefault(p => p.Identity.Id == leg);

    /// <summary>The party that the given one talks with.</summary>
    public Party? OtherThan(Party party)
        => _transfer?.PartnerOf(party) ?? (ReferenceEquals(party, _caller) ? _callee : _caller);

    /// <summary>Adds a supervisor's leg on the call's media session.</summary>
    public Party? TryAddSupervisor(PartyIdentity identity, SipFlow flow)
    {
        if (!_media.TryAddLeg(new MediaLegOptions { DigitsAreCommands = true }, out MediaLeg? leg, out _) || leg is null)
        {
            return null;
        }

        _services.Calls.AddLeg(identity.Id, this);
        return new Party(identity, _services, _context, Monitors, leg, flow);
    }

    /// <summary>Calls back in the mailbox after a time.</summary>
    public ITimer After(TimeSpan delay, Func<ValueTask> action) => _context.After(delay, action);

    /// <summary>Compiles who hears whom and waits until the media plane has taken it over.</summary>
    public async ValueTask ApplyPlanAsync()
    {
        PartyHearing[] parties = [.. Parties.Select(p => p.Hearing)];
        HearingPlan plan = HearingPlanBuilder.Build(parties, Monitors.Hearings);
        var legs = Parties.Concat(Monitors.Joined).ToDictionary(p => p.Identity.Id, p => p.Audio.Leg);
        var routes = plan.Ears.Select(e => new EarRoute(legs[e.Leg], [.. e.Mouths.Select(m => legs[m])], e.HearsSilence));
        await _media.ApplyPlanAsync(new HearingRoutes([.. routes]));
        Log.Plan(_services.Logger, Id, plan);
    }

    /// <summary>Renews the snapshot and tells the world.</summary>
    public void Publish()
    {
        _wasPublished = true;
        Snapshot = TakeSnapshot();
        _services.Events.Publish(new CallChanged(_services.Clock.GetUtcNow(), Snapshot));
    }

    /// <summary>Renews the snapshot without an event of the call: supervisors come and go unseen by those who watch the call.</summary>
    public void RefreshSnapshot() => Snapshot = TakeSnapshot();

    private IEnumerable<Party> Parties
    {
        get
        {
            if (_caller is not null)
            {
                yield return _caller;
            }

            if (_callee is not null)
            {
                yield return _callee;
            }

            if (_transfer?.Target is { } target && !ReferenceEquals(target, _callee))
            {
                yield return target;
            }
        }
    }

    private void Fail(CallFailureReason reason) => Mailbox.Post(() => EndAsync(null, reason));

    private bool TryAddParty(
        string number,
        string name,
        LegOrigin origin,
        LegRole role,
        SipFlow flow,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Party? party,
        string? trunk = null)
    {
        party = null;
        if (!_media.TryAddLeg(new MediaLegOptions(), out MediaLeg? leg, out MediaRefusal refusal) || leg is null)
        {
            Log.NoMedia(_services.Logger, Id, refusal);
            return false;
        }

        var identity = new PartyIdentity(_services.Calls.NewLegId(), number, name, origin, role, trunk) { ShownNumber = _request?.ShownNumber ?? "" };
        _services.Calls.AddLeg(identity.Id, this);
        party = new Party(identity, _services, _context, this, leg, flow);
        return true;
    }

    private void StartRingTimer(Party party)
    {
        TimeSpan timeout = _request?.RingTimeout ?? _services.Options.RingTimeout;
        _ringTimer?.Dispose();
        _ringTimer = _context.After(timeout, async () =>
        {
            if (!_over && party.Session is null)
            {
                if (party.IsReached)
                {
                    Log.NoAnswer(_services.Logger, Id, party.Identity.Number, timeout);
                }
                else
                {
                    Log.NotReached(_services.Logger, Id, party.Identity.Number, timeout);
                }

                await EndAsync(party, party.IsReached ? CallFailureReason.NoAnswer : CallFailureReason.Unreachable);
            }
        });
    }

    private CallSnapshot TakeSnapshot() => new()
    {
        Id = Id,
        Kind = Way.Kind,
        From = From,
        To = To,
        Reference = _request?.Reference ?? "",
        DidNumber = DidNumber,
        StartedAt = StartedAt,
        AnsweredAt = _answeredAt,
        Legs = [.. Parties.Select(p => p.Snapshot)],
        Monitors = Monitors.Snapshots,
    };
}
