using System.Collections.Immutable;
using Undertone.Media;
using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Hearing;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Registrar;
using Undertone.Switch.Sessions;

namespace Undertone.Switch.Calls;

/// <summary>
/// The supervisors of one call: start, join, switch, end. Every way in (API, feature code, digits) comes through here, and
/// through the gate for rights and audit, before the hearing plan changes. Lives in the call's mailbox.
/// </summary>
internal sealed partial class CallMonitors(Call call, SwitchServices services)
{
    // An end must not wait for a slow disk: the parties have hung up, and the supervisor's leg must follow within a second (P4).
    private static readonly TimeSpan AuditPatience = TimeSpan.FromMilliseconds(200);
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
        if (Find(command.Supervisor, command.Target) is { } running)
        {
            return await SwitchAsync(running, command.Mode, command.Requester);
        }

        Refusal refusal = await AdmitAsync(command.Requester, command.Supervisor, command.Target, command.Mode);
        if (refusal is not Refusal.None)
        {
            return refusal;
        }

        ImmutableArray<Binding> devices = services.Locations.Find(command.Supervisor, services.Clock.GetUtcNow());
        if (devices.IsEmpty || (services.Extensions.TryGet(command.Supervisor, out Extension? supervisor) && supervisor.Presence is PresenceStatus.DoNotDisturb))
        {
            return Refusal.SupervisorUnavailable;
        }

        Outcome<CallMonitor> added = Add(command.Requester, command.Supervisor, command.Target, command.Mode, devices[0].Flow, mustBeIdle: true);
        if (!added.Succeeded)
        {
            return added.Refusal;
        }

        CallMonitor monitor = added.Value;
        monitor.Party.SetState(LegState.Ringing);
        Announce(monitor);
        Log.Ringing(services.Logger, call.Id, monitor.Supervisor, monitor.Target.Identity.Number, monitor.Mode, monitor.Requester.Means, monitor.Requester.Credential);
        monitor.RingTimer = call.After(services.Options.MonitorRingTimeout, () => FailAsync(monitor, CallFailureReason.NoAnswer));
        NameAddress from = InviteBuilder.Caller(services.Options.Domain, monitor.Target.Identity.Number, $"{monitor.Mode} {monitor.Target.Identity.Number}");
        monitor.Party.Ring(devices, from, WishFor(monitor), autoAnswer: true);
        return ReceiptOf(monitor);
    }

    /// <summary>A supervisor dialled a feature code: she is joined at once, or her call is turned down.</summary>
    public async ValueTask JoinAsync(IServerTransaction invite, string supervisor, LegId target, MonitorMode mode)
    {
        var requester = new Requester("feature-code", supervisor, invite.Flow.Remote.Address.ToString());
        Refusal refusal = await AdmitAsync(requester, supervisor, target, mode);
        if (refusal is Refusal.None && Find(supervisor, target) is not null)
        {
            // She is there already, perhaps on another phone; a second leg would only split her modes. Her digits switch the first.
            refusal = Refusal.SupervisorBusy;
        }

        Outcome<CallMonitor> added = refusal is Refusal.None
            ? Add(requester, supervisor, target, mode, invite.Flow, mustBeIdle: false)
            : refusal;
        if (!added.Succeeded)
        {
            Log.CodeRefused(services.Logger, call.Id, supervisor, mode, added.Refusal);
            InviteRefusal.Send(services.Sessions, invite, RefusalStatus.Of(added.Refusal));
            return;
        }

        CallMonitor monitor = added.Value;
        monitor.Party.Take(invite);
        monitor.Party.SetState(LegState.Ringing);
        Announce(monitor);
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
            ? await SwitchAsync(monitor, command.Mode, command.Requester)
            : Refusal.LegNotFound;

    /// <summary>Hangs up the monitor with this leg; false if there is none.</summary>
    public async ValueTask<bool> HangUpAsync(LegId leg)
    {
        if (_monitors.Find(m => m.Party.Identity.Id == leg) is not { } monitor)
        {
            return false;
        }

        await RemoveAsync(monitor);
        return true;
    }

    /// <summary>The parties are gone: every supervisor's leg ends. All ends are written at the same time, so that many supervisors take no longer than one.</summary>
    public async ValueTask EndAllAsync()
    {
        CallMonitor[] monitors = [.. _monitors];
        Task[] writing = [.. monitors.Where(m => m.AttachedAt is not null).Select(m => WriteEndAsync(m).AsTask())];
        await Task.WhenAll(writing);
        foreach (CallMonitor monitor in monitors)
        {
            await RemoveAsync(monitor, endIsWritten: true);
        }
    }

    /// <summary>A party leaves a call that goes on: those who supervise it leave with it, before it is out of the plan (P4).</summary>
    public async ValueTask LeaveWithAsync(Party target)
    {
        foreach (CallMonitor monitor in _monitors.Where(m => ReferenceEquals(m.Target, target)).ToArray())
        {
            Log.TargetLeft(services.Logger, call.Id, monitor.Supervisor, target.Identity.Number);
            await RemoveAsync(monitor, failure: monitor.AttachedAt is null ? CallFailureReason.Cancelled : CallFailureReason.None);
        }
    }

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
            await SwitchAsync(monitor, mode, new Requester("dtmf", monitor.Supervisor, monitor.Requester.Address));
        }
    }

    /// <summary>She is heard only in a mix, where longer packets save nothing and delay what she says.</summary>
    private static AudioWish WishFor(CallMonitor monitor) => monitor.Target.Audio.Wish with { PacketTime = null };

    private async ValueTask<Refusal> AdmitAsync(Requester requester, string supervisor, LegId target, MonitorMode mode)
    {
        if (call.FindParty(target) is not { } party || call.IsOver)
        {
            return Refusal.LegNotFound;
        }

        if (!call.IsAnswered || party.AnsweredAt is null)
        {
            return Refusal.NotAnswered;
        }

        Refusal refusal = await services.Gate.AdmitAsync(Facts(requester, supervisor, party, default, mode), CancellationToken.None);
        return refusal is Refusal.None && _monitors.Count >= services.Options.MaxMonitorsPerCall ? Refusal.TooManyMonitors : refusal;
    }

    private Outcome<CallMonitor> Add(Requester requester, string supervisor, LegId target, MonitorMode mode, SipFlow flow, bool mustBeIdle)
    {
        LegId id = services.Calls.NewLegId();
        if (mustBeIdle && !services.Activity.TryReserve(supervisor, id))
        {
            return Refusal.SupervisorBusy;
        }

        string name = services.Extensions.TryGet(supervisor, out var extension) ? extension.Name : "";
        if (call.TryAddSupervisor(new PartyIdentity(id, supervisor, name, LegOrigin.Monitor, LegRole.Callee), flow) is not { } party)
        {
            services.Activity.SetLeg(supervisor, id, LegState.Ended);
            return Refusal.Overloaded;
        }

        var monitor = new CallMonitor
        {
            Party = party,
            Target = call.FindParty(target)!,
            OwnCallId = services.Calls.NewCallId(),
            Requester = requester,
            Mode = mode,
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
        monitor.Party.SetState(LegState.Talking);
        Announce(monitor);
        Log.Joined(services.Logger, call.Id, monitor.Supervisor, monitor.Target.Identity.Number, monitor.Mode);
    }

    private async ValueTask<Outcome<MonitorReceipt>> SwitchAsync(CallMonitor monitor, MonitorMode mode, Requester requester)
    {
        if (monitor.Mode == mode)
        {
            return ReceiptOf(monitor);
        }

        MonitorMode previous = monitor.Mode;
        MonitorFacts facts = FactsOf(monitor, mode) with { Requester = requester };
        Refusal refusal = monitor.AttachedAt is null
            ? await services.Gate.AdmitAsync(facts, CancellationToken.None)
            : await services.Gate.SwitchAsync(facts, previous, CancellationToken.None);
        if (refusal is not Refusal.None)
        {
            Log.SwitchRefused(services.Logger, call.Id, monitor.Supervisor, mode, refusal);
            return refusal;
        }

        monitor.Mode = mode;
        monitor.Requester = requester;
        if (monitor.AttachedAt is not null)
        {
            await call.ApplyPlanAsync();
            Log.Switched(services.Logger, call.Id, monitor.Supervisor, previous, mode, requester.Means);
        }

        Announce(monitor);
        return ReceiptOf(monitor);
    }

    private async ValueTask FailAsync(CallMonitor monitor, CallFailureReason reason)
    {
        if (monitor.AttachedAt is null && _monitors.Contains(monitor))
        {
            Log.DidNotCome(services.Logger, call.Id, monitor.Supervisor, reason);
            await RemoveAsync(monitor, failure: reason);
        }
    }

    private async ValueTask RemoveAsync(
        CallMonitor monitor,
        int rejection = SipStatus.TemporarilyUnavailable,
        CallFailureReason failure = CallFailureReason.None,
        bool endIsWritten = false)
    {
        if (!_monitors.Remove(monitor))
        {
            return;
        }

        monitor.RingTimer?.Dispose();
        if (monitor.AttachedAt is not null)
        {
            if (!endIsWritten)
            {
                await WriteEndAsync(monitor);
            }

            if (!call.IsOver)
            {
                await call.ApplyPlanAsync();
            }

            Log.Left(services.Logger, call.Id, monitor.Supervisor, monitor.Mode);
        }

        monitor.Party.End(rejection);
        services.Calls.RemoveLeg(monitor.Party.Identity.Id);
        services.Calls.RemoveMonitor(monitor.OwnCallId);
        Announce(monitor);
        if (failure is not CallFailureReason.None)
        {
            services.Events.Publish(new MonitorFailed(services.Clock.GetUtcNow(), SnapshotOf(monitor), failure));
        }
    }

    private async ValueTask WriteEndAsync(CallMonitor monitor)
    {
        Task<bool> writing = services.Gate.EndAsync(FactsOf(monitor, monitor.Mode) with { OtherParty = monitor.OtherParty }, CancellationToken.None).AsTask();
        bool written;
        try
        {
            written = await writing.WaitAsync(AuditPatience, services.Clock);
        }
        catch (TimeoutException)
        {
            written = false;
        }

        if (!written)
        {
            Log.EndNotWritten(services.Logger, call.Id, monitor.Supervisor, monitor.Mode);
        }
    }

    private void Announce(CallMonitor monitor)
    {
        call.RefreshSnapshot();
        services.Events.Publish(new MonitorChanged(services.Clock.GetUtcNow(), SnapshotOf(monitor)));
    }

    private CallMonitor? Find(string supervisor, LegId target)
        => _monitors.Find(m => m.Supervisor == supervisor && m.Target.Identity.Id == target);

    private CallMonitor? Find(Party party) => _monitors.Find(m => ReferenceEquals(m.Party, party));

    private MonitorFacts FactsOf(CallMonitor monitor, MonitorMode mode)
        => Facts(monitor.Requester, monitor.Supervisor, monitor.Target, monitor.Party.Identity.Id, mode);

    private MonitorFacts Facts(Requester requester, string supervisor, Party target, LegId leg, MonitorMode mode) => new(
        requester, supervisor, target.Identity.Number, TargetIsExtension: target.Identity.Trunk is null, call.OtherThan(target)?.Identity.Number ?? "", call.Id, leg, mode);

    private MonitorReceipt ReceiptOf(CallMonitor monitor)
        => new(monitor.Party.Identity.Id, monitor.OwnCallId, call.Id, monitor.AttachedAt is not null);

    private MonitorSnapshot SnapshotOf(CallMonitor monitor) => new()
    {
        Id = monitor.Party.Identity.Id,
        OwnCallId = monitor.OwnCallId,
        CallId = call.Id,
        Target = monitor.Target.Identity.Id,
        Supervisor = monitor.Supervisor,
        Mode = monitor.Mode,
        State = monitor.Party.State,
        Requester = monitor.Requester,
        StartedAt = monitor.Party.StartedAt,
        AttachedAt = monitor.AttachedAt,
    };
}
