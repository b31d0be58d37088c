using System.Collections.Immutable;
using Undertone.Media;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Hearing;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>
/// The supervisors of one call: start, join, switch, end. Every way in (API, feature code, digits) comes through here, and
/// through the gate for rights and audit, before the hearing plan changes. Lives in the call's mailbox.
/// </summary>
internal sealed partial class CallMonitors(Call call, SwitchServices services)
{
    private readonly List<CallMonitor> _monitors = [];

    /// <summary>The supervisors that are joined to the call.</summary>
    public IEnumerable<Party> Joined => _monitors.Where(m => m.AttachedAt is not null).Select(m => m.Party);

    /// <summary>The joined supervisors as far as hearing goes.</summary>
    public MonitorHearing[] Hearings
        => [.. _monitors.Where(m => m.AttachedAt is not null).Select(m => new MonitorHearing(
            m.Party.Identity.Id, m.Target.Identity.Id, m.Mode, m.Party.Hearing.Holds))];

    /// <summary>All supervisors as others may see them.</summary>
    public ImmutableArray<MonitorSnapshot> Snapshots => [.. _monitors.Select(SnapshotOf)];

    /// <summary>Starts a monitor by ringing the supervisor, or changes the mode of one that is there.</summary>
    public async ValueTask<Outcome<MonitorReceipt>> StartAsync(StartMonitor command)
    {
        if (command.MustBeNew && _monitors.Exists(m => m.Supervisor == command.Supervisor))
        {
            return Refusal.SupervisorIsThere;
        }

        if (Find(command.Supervisor, command.Target) is { } running)
        {
            return await SwitchAsync(running, running.Target, command.Mode, command.Requester);
        }

        Refusal refusal = await AdmitAsync(command);
        if (refusal is not Refusal.None)
        {
            return refusal;
        }

        bool isReachable = services.DialPlan.TryResolve(command.Supervisor, out Destination? destination, out CallFailureReason failure);
        if (!isReachable && (command.Account is null || failure is CallFailureReason.NotFound))
        {
            return command.Account is null ? Refusal.SupervisorUnavailable : Refusal.NumberNotFound;
        }

        // Who is dialled like any number may be busy: then her leg is one that failed.
        LegId id = services.Calls.NewLegId();
        if (destination is ExtensionDestination && !services.Activity.TryReserve(command.Supervisor, id))
        {
            if (command.Account is null)
            {
                return Refusal.SupervisorBusy;
            }

            (destination, failure) = (null, CallFailureReason.Busy);
        }

        // A leg that nobody is rung for needs some way to be written down with; the target's is as good as any.
        SipFlow flow = destination?.Flow ?? call.FindParty(command.Target)!.Session!.Flow;
        string? trunk = (destination as TrunkDestination)?.Trunks[0].Name;
        Outcome<CallMonitor> added = Add(id, command, flow, trunk);
        if (!added.Succeeded)
        {
            return added.Refusal;
        }

        CallMonitor monitor = added.Value;
        Announce(monitor, destination is null ? LegState.Starting : LegState.Ringing);
        if (destination is null)
        {
            call.Mailbox.Post(() => FailAsync(monitor, failure));
        }
        else
        {
            Ring(monitor, destination);
        }

        return ReceiptOf(monitor);
    }

    private void Ring(CallMonitor monitor, Destination destination)
    {
        Log.Ringing(services.Logger, call.Id, monitor.Supervisor, monitor.Target.Identity.Number, monitor.Mode, monitor.Requester.Means, monitor.Requester.Credential);
        monitor.RingTimer = call.After(services.Options.MonitorRingTimeout, () => FailAsync(monitor, CallFailureReason.NoAnswer));
        PartyIdentity target = monitor.Target.Identity;
        bool isDialled = monitor.Account is not null;
        PartyIdentity shown = target with { Name = isDialled ? "" : $"{monitor.Mode} {target.Number}", ShownNumber = monitor.Party.Identity.ShownNumber };
        monitor.Party.Ring(destination, shown, WishFor(monitor), autoAnswer: !isDialled);
    }

    /// <summary>A supervisor dialled a feature code: she is joined at once, or her call is turned down.</summary>
    public async ValueTask JoinAsync(IServerTransaction invite, string supervisor, LegId target, MonitorMode mode)
    {
        var requester = new Requester("feature-code", supervisor, invite.Flow.Remote.Address.ToString());
        var command = new StartMonitor(requester, supervisor, target, mode);
        Refusal refusal = await AdmitAsync(command);
        if (refusal is Refusal.None && Find(supervisor, target) is not null)
        {
            // She is there already, perhaps on another phone; a second leg would only split her modes. Her digits switch the first.
            refusal = Refusal.SupervisorBusy;
        }

        Outcome<CallMonitor> added = refusal is Refusal.None
            ? Add(services.Calls.NewLegId(), command, invite.Flow, trunk: null)
            : refusal;
        if (!added.Succeeded)
        {
            Log.CodeRefused(services.Logger, call.Id, supervisor, mode, added.Refusal);
            InviteRefusal.Send(services.Sessions, invite, RefusalStatus.Of(added.Refusal));
            return;
        }

        CallMonitor monitor = added.Value;
        monitor.Party.Take(invite);
        Announce(monitor, LegState.Ringing);
        if (!monitor.Party.Answer(WishFor(monitor)))
        {
            await RemoveAsync(monitor, SipStatus.NotAcceptableHere);
            return;
        }

        await AttachAsync(monitor);
    }

    /// <summary>Changes the mode of the monitor with this leg.</summary>
    public async ValueTask<Outcome<MonitorReceipt>> SwitchAsync(SwitchMonitor command)
        => _monitors.Find(m => m.Party.Identity.Id == command.Monitor) is { } monitor
            ? await SwitchAsync(monitor, command)
            : Refusal.LegNotFound;

    /// <summary>
    /// A target talks with somebody else from now on. That is another conversation: rights are checked and the record is written anew,
    /// before it is heard; who may not hear it leaves.
    /// </summary>
    public async ValueTask OtherPartyChangedAsync()
    {
        foreach (CallMonitor monitor in _monitors.Where(m => m.AttachedAt is not null).ToArray())
        {
            MonitorFacts facts = FactsOf(monitor, monitor.Mode);
            if (facts.OtherParty == monitor.OtherParty)
            {
                continue;
            }

            Refusal refusal = await services.Gate.SwitchAsync(facts, monitor.Mode, CancellationToken.None);
            if (refusal is Refusal.None)
            {
                monitor.OtherParty = facts.OtherParty;
            }
            else
            {
                Log.SwitchRefused(services.Logger, call.Id, monitor.Supervisor, monitor.Mode, refusal);
                await RemoveAsync(monitor);
            }
        }
    }

    /// <summary>A supervisor's digit: a change of her mode, or nothing. It reaches nobody's ear.</summary>
    public async ValueTask OnDigitAsync(MediaLeg leg, char digit)
    {
        if (_monitors.Find(m => ReferenceEquals(m.Party.Audio.Leg, leg)) is { AttachedAt: not null } monitor
            && services.Options.ModeDigits.TryGetValue(digit, out MonitorMode mode))
        {
            await SwitchAsync(monitor, monitor.Target, mode, new Requester("dtmf", monitor.Supervisor, monitor.Requester.Address));
        }
    }

    /// <summary>She is heard only in a mix, where longer packets save nothing and delay what she says.</summary>
    private static AudioWish WishFor(CallMonitor monitor) => monitor.Target.Audio.Wish with { PacketTime = null };

    private async ValueTask<Refusal> AdmitAsync(StartMonitor command)
    {
        if (call.FindParty(command.Target) is not { } target || call.IsOver)
        {
            return Refusal.LegNotFound;
        }

        if (!call.IsAnswered || target.AnsweredAt is null)
        {
            return Refusal.NotAnswered;
        }

        MonitorFacts facts = Facts(command.Requester, command.Supervisor, target, default, command.Mode, command.Account);
        Refusal refusal = await services.Gate.AdmitAsync(facts, CancellationToken.None);
        if (refusal is Refusal.None && _monitors.Count >= services.Options.MaxMonitorsPerCall)
        {
            return Refusal.TooManyMonitors;
        }

        if (refusal is Refusal.None && call.Pressure is not MediaPressure.None)
        {
            Log.NoRoom(services.Logger, call.Id, command.Supervisor, call.Pressure);
            return Refusal.Overloaded;
        }

        return refusal;
    }

    private Outcome<CallMonitor> Add(LegId id, StartMonitor command, SipFlow flow, string? trunk)
    {
        string name = services.Extensions.TryGet(command.Supervisor, out Extension? extension) ? extension.Name : "";
        var identity = new PartyIdentity(id, command.Supervisor, name, LegOrigin.Monitor, LegRole.Callee, trunk) { ShownNumber = command.ShownNumber };
        if (call.TryAddSupervisor(identity, flow) is not { } party)
        {
            services.Activity.SetLeg(command.Supervisor, id, LegState.Ended);
            return Refusal.Overloaded;
        }

        var monitor = new CallMonitor
        {
            Party = party,
            Target = call.FindParty(command.Target)!,
            OwnCallId = services.Calls.NewCallId(),
            StartedBy = command.Requester,
            Requester = command.Requester,
            Modes = [new ModeChange(services.Clock.GetUtcNow(), command.Mode)],
            Account = command.Account,
            Reference = command.Reference,
        };
        _monitors.Add(monitor);
        services.Calls.AddMonitor(monitor.OwnCallId, call);
        return monitor;
    }

    private async ValueTask AttachAsync(CallMonitor monitor)
    {
        monitor.RingTimer?.Dispose();
        MonitorFacts facts = FactsOf(monitor, monitor.Mode);
        Refusal refusal = call.IsOver
            ? Refusal.CallNotFound
            : await services.Gate.StartAsync(facts, CancellationToken.None);
        if (refusal is not Refusal.None)
        {
            Log.NotJoined(services.Logger, call.Id, monitor.Supervisor, monitor.Mode, refusal);
            await RemoveAsync(monitor);
            return;
        }

        monitor.OtherParty = facts.OtherParty;
        monitor.AttachedAt = services.Clock.GetUtcNow();
        await call.ApplyPlanAsync();
        Announce(monitor, LegState.Talking);
        Log.Joined(services.Logger, call.Id, monitor.Supervisor, monitor.Target.Identity.Number, monitor.Mode);
    }

    private async ValueTask<Outcome<MonitorReceipt>> SwitchAsync(CallMonitor monitor, SwitchMonitor command)
    {
        if (command.Target != default && (call.FindParty(command.Target) is not { AnsweredAt: not null }))
        {
            return Refusal.NotSupported;
        }

        if (!command.From.IsEmpty && !command.From.Contains(monitor.Mode))
        {
            return Refusal.SwitchNotAllowed;
        }

        return await SwitchAsync(monitor, call.FindParty(command.Target) ?? monitor.Target, command.Mode, command.Requester);
    }

    private async ValueTask<Outcome<MonitorReceipt>> SwitchAsync(CallMonitor monitor, Party target, MonitorMode mode, Requester requester)
    {
        if (monitor.Mode == mode && ReferenceEquals(monitor.Target, target))
        {
            return ReceiptOf(monitor);
        }

        MonitorMode previous = monitor.Mode;
        MonitorFacts facts = Facts(requester, monitor.Supervisor, target, monitor.Party.Identity.Id, mode, monitor.Account);
        Refusal refusal = monitor.AttachedAt is null
            ? await services.Gate.AdmitAsync(facts, CancellationToken.None)
            : await services.Gate.SwitchAsync(facts, previous, CancellationToken.None);
        if (refusal is not Refusal.None)
        {
            Log.SwitchRefused(services.Logger, call.Id, monitor.Supervisor, mode, refusal);
            return refusal;
        }

        monitor.Modes = monitor.Modes.Add(new ModeChange(services.Clock.GetUtcNow(), mode));
        monitor.Target = target;
        monitor.Requester = requester;
        if (monitor.AttachedAt is not null)
        {
            monitor.OtherParty = facts.OtherParty;
            await call.ApplyPlanAsync();
            Log.Switched(services.Logger, call.Id, monitor.Supervisor, previous, mode, requester.Means);
        }

        Announce(monitor);
        return ReceiptOf(monitor);
    }

    private void Announce(CallMonitor monitor, LegState state)
    {
        // A leg that nobody is rung for keeps the extension's state out of it.
        if (state is not LegState.Starting)
        {
            monitor.Party.SetState(state);
        }

        Announce(monitor);
    }

    private void Announce(CallMonitor monitor)
    {
        call.RefreshSnapshot();
        services.Events.Publish(new MonitorChanged(services.Clock.GetUtcNow(), SnapshotOf(monitor)));
    }

    private CallMonitor? Find(string supervisor, LegId target)
        => _monitors.Find(m => m.Supervisor == supervisor && m.Target.Identity.Id == target);

    private CallMonitor? Find(Party party) => _monitors.Find(m => ReferenceEquals(m.Party, party));
}
