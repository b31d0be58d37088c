using Undertone.Supervision.Calls;
using Undertone.Supervision.Engine;

namespace Undertone.Switch.Calls;

/// <summary>How a call ends: at once for the parties, then for its supervisors, then in the records.</summary>
internal sealed partial class Call
{
    // An answered INVITE may wait 32 s for its ACK and the BYE after it another 32 s for its answer (RFC 3261 13.3.1.4, 17.1.2).
    // Longer than both: what is still open then was lost to a defect.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromSeconds(90);

    /// <summary>Ends the call. Those who watch see the one that leaves first, or all leave together.</summary>
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
        _limitTimer?.Dispose();
        _transfer?.GiveUp();
        _failure = _answeredAt is null ? reason : CallFailureReason.None;
        int rejection = FailureReasons.ToStatus(_failure is CallFailureReason.None ? CallFailureReason.Cancelled : _failure);
        try
        {
            if (leaving is not null)
            {
                leaving.End(rejection);
                PublishEnd();
            }

            foreach (Party party in Parties)
            {
                party.End(rejection);
            }

            if (leaving is null)
            {
                PublishEnd();
            }

            await Monitors.EndAllAsync();
        }
        finally
        {
            Finish(_failure, leaving);
        }
    }

    // Nobody has been told of a call that failed before any phone rang.
    private void PublishEnd()
    {
        if (_wasPublished)
        {
            Publish();
        }
    }

    private void Finish(CallFailureReason failure, Party? leaving, bool isHandedOver = false)
    {
        _over = true;
        DateTimeOffset now = _services.Clock.GetUtcNow();
        Snapshot = TakeSnapshot();
        if (failure is not (CallFailureReason.None or CallFailureReason.Cancelled))
        {
            _services.Events.Publish(new CallFailed(now, Snapshot, failure));
        }

        foreach (Party party in Parties)
        {
            Retire(party, failure);
        }

        _services.Events.Publish(new CallEnded(now, new CallRecord
        {
            Id = Id,
            Kind = Snapshot.Kind,
            From = From,
            To = To,
            Reference = Snapshot.Reference,
            SourceTrunk = Way.SourceTrunk,
            DestinationTrunk = Way.DestinationTrunk,
            DidNumber = DidNumber,
            StartedAt = StartedAt,
            RingingAt = _ringingAt,
            AnsweredAt = _answeredAt,
            EndedAt = now,
            Disposition = FailureReasons.ToDisposition(_answeredAt is null ? failure : CallFailureReason.None),
            FailureReason = failure,
        }));
        Log.Ended(_services.Logger, Id, From, To, leaving?.Identity.Number ?? "the server", _answeredAt is null ? failure.ToString() : "answered", (now - StartedAt).TotalSeconds);
        _services.Calls.Remove(Id);
        _media.Dispose();
        if (!isHandedOver)
        {
            CloseMailboxWhenSettled();
        }
    }

    /// <summary>A party is no leg of this call any more, nor of another.</summary>
    /// <param name="party">The party; it has ended.</param>
    /// <param name="reason">Why, if it was not answered; none counts as given up.</param>
    private void Retire(Party party, CallFailureReason reason)
    {
        if (!_services.Calls.RemoveLeg(party.Identity.Id))
        {
            return;
        }

        DateTimeOffset now = _services.Clock.GetUtcNow();
        bool isAnswered = party.AnsweredAt is not null;
        _services.Events.Publish(new LegEnded(now, new LegRecord
        {
            CallId = Id,
            Id = party.Identity.Id,
            Origin = party.Identity.Origin,
            Role = party.Identity.Role,
            Number = party.Identity.Number,
            Trunk = party.Identity.Trunk ?? "",
            ShownNumber = party.Identity.Origin is LegOrigin.Inbound ? "" : party.Identity.ShownNumber,
            StartedAt = party.StartedAt,
            AnsweredAt = party.AnsweredAt,
            EndedAt = now,
            Reference = _request?.Reference ?? "",
            FailureReason = isAnswered ? CallFailureReason.None : reason is CallFailureReason.None ? CallFailureReason.Cancelled : reason,
        }));
    }

    private void StartLimitTimer()
    {
        if (_request?.TimeLimit is { } limit)
        {
            _limitTimer = _context.After(limit, () =>
            {
                Log.TimeIsUp(_services.Logger, Id, limit);
                return EndAsync(null, CallFailureReason.None);
            });
        }
    }

    // Answers to our last requests, and a 2xx that crossed our CANCEL, still come to the mailbox.
    private void CloseMailboxWhenSettled()
    {
        if (_transfer is { AwaitsHandOver: true })
        {
            // A party of another call is on its way to us, and must be sent home first.
            return;
        }

        ITimer patience = _context.After(LongestEnding, () =>
        {
            Log.NotSettled(_services.Logger, Id, _contexts.Sum(context => context.Abandon()));
            return ValueTask.CompletedTask;
        });
        WhenSettled(0, () =>
        {
            patience.Dispose();
            Mailbox.Close();
        });
    }

    private void WhenSettled(int context, Action settled)
    {
        if (context == _contexts.Count)
        {
            settled();
        }
        else
        {
            _contexts[context].WhenSettled(() => WhenSettled(context + 1, settled));
        }
    }
}
