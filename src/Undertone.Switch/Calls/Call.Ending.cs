using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <summary>How a call ends: at once for the parties, then for its supervisors, then in the records.</summary>
internal sealed partial class Call
{
    // RFC 3261 17: the longest a transaction of ours may still hear from the far side.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(40);

    /// <summary>Ends the call.</summary>
    /// <param name="leaving">The party that hung up, failed or is to be hung up; null if it is none's doing.</param>
    /// <param name="reason">Why, if the call was not answered yet.</param>
    private async ValueTask EndAsync(Party? leaving, CallFailureReason reason)
    {
        if (_over)
        {
            return;
        }

        _over = true;
        _ringTimer?.Dispose();
        _failure = _answeredAt is null ? reason : CallFailureReason.None;
        int rejection = FailureReasons.ToStatus(_failure is CallFailureReason.None ? CallFailureReason.Cancelled : _failure);
        leaving?.End(rejection);
        bool partiesWereSeen = _ringingAt is not null || _answeredAt is not null || _caller?.State is LegState.Ringing;
        if (partiesWereSeen)
        {
            Publish();
        }

        foreach (Party party in Parties)
        {
            party.End(rejection);
        }

        await Monitors.EndAllAsync();
        Finish(_failure, leaving);
    }

    private void Finish(CallFailureReason failure, Party? leaving)
    {
        _over = true;
        DateTimeOffset now = _services.Clock.GetUtcNow();
        Snapshot = TakeSnapshot();
        if (failure is not (CallFailureReason.None or CallFailureReason.Cancelled))
        {
            _services.Events.Publish(new CallFailed(now, Snapshot, failure));
        }

        _services.Events.Publish(new CallEnded(now, new CallRecord
        {
            Id = Id,
            Kind = Snapshot.Kind,
            From = From,
            To = To,
            StartedAt = StartedAt,
            RingingAt = _ringingAt,
            AnsweredAt = _answeredAt,
            EndedAt = now,
            Disposition = FailureReasons.ToDisposition(_answeredAt is null ? failure : CallFailureReason.None),
            FailureReason = failure,
        }));
        Log.Ended(_services.Logger, Id, From, To, leaving?.Identity.Number ?? "the server", _answeredAt is null ? failure.ToString() : "answered", (now - StartedAt).TotalSeconds);
        foreach (Party party in Parties)
        {
            _services.Calls.RemoveLeg(party.Identity.Id);
        }

        _services.Calls.Remove(Id);
        _media.Dispose();
        CloseMailboxLater();
    }

    // Answers to our last requests, and a 2xx that crossed our CANCEL, still come to the mailbox.
    private void CloseMailboxLater()
    {
        ITimer? timer = null;
        timer = _services.Clock.CreateTimer(
            _ =>
            {
                Mailbox.Close();
                timer?.Dispose();
            },
            null,
            Linger,
            Timeout.InfiniteTimeSpan);
    }
}
