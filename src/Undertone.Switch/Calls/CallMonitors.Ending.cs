using Undertone.Sip.Messages;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <content>How supervisors leave: by request, with their target, with the call, or without having come.</content>
internal sealed partial class CallMonitors
{
    // An end must not wait for a slow disk: the parties have hung up, and the supervisor's leg must follow within a second (P4).
    private static readonly TimeSpan AuditPatience = TimeSpan.FromMilliseconds(200);

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

        services.Events.Publish(new LegEnded(services.Clock.GetUtcNow(), RecordOf(monitor, failure)));
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
}
