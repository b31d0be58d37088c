using System.Collections.Concurrent;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Transactions;

/// <summary>
/// The accepted INVITEs that wait for their ACK. The ACK to a 2xx is a transaction of its own, so it is found by its dialog and sequence
/// number; an entry stays after its ACK, so that repeated ACKs are recognised and absorbed.
/// </summary>
internal sealed class PendingAcks(TransactionLayer layer)
{
    private readonly ConcurrentDictionary<Key, Entry> _entries = new();

    /// <summary>How many there are, those already acknowledged included.</summary>
    public int Count => _entries.Count;

    /// <summary>Begins to repeat the 2xx.</summary>
    public void Add(ServerTransaction invite)
    {
        var request = invite.Request;
        var key = new Key(request.CallId, request.CSeq.Number, request.From.Tag, invite.LocalTag);
        var entry = new Entry(invite) { State = AcceptedInvite.Start(layer.Timers, layer.Time.GetUtcNow()) };
        _entries[key] = entry;
        layer.Queue.Schedule(entry.State.RetransmitAt, now => Tick(key, entry, now));
        layer.Queue.Schedule(entry.State.GiveUpAt, now => GiveUp(key, entry, now));
    }

    /// <summary>An ACK came that belongs to no transaction.</summary>
    /// <returns>The INVITE it is the first ACK for, null for a stranger's; false when it is a repetition.</returns>
    public (bool IsNew, ServerTransaction? Invite) Acknowledge(SipRequest ack)
    {
        var key = new Key(ack.CallId, ack.CSeq.Number, ack.From.Tag, ack.To.Tag);
        if (!_entries.TryGetValue(key, out var entry))
        {
            return (true, null);
        }

        lock (entry)
        {
            var isNew = entry.State.Status != AcceptedInviteStatus.Acknowledged;
            entry.State = entry.State.Acknowledged();
            return (isNew, entry.Invite);
        }
    }

    private void Tick(Key key, Entry entry, DateTimeOffset now)
    {
        bool retransmit;
        DateTimeOffset next;
        lock (entry)
        {
            (entry.State, retransmit) = entry.State.Tick(layer.Timers, now);
            next = entry.State.RetransmitAt;
        }

        if (retransmit)
        {
            entry.Invite.RepeatSuccess();
        }

        if (next < entry.State.GiveUpAt)
        {
            layer.Queue.Schedule(next, later => Tick(key, entry, later));
        }
    }

    private void GiveUp(Key key, Entry entry, DateTimeOffset now)
    {
        bool missing;
        lock (entry)
        {
            (entry.State, _) = entry.State.Tick(layer.Timers, now);
            missing = entry.State.Status == AcceptedInviteStatus.GivenUp;
        }

        _entries.TryRemove(KeyValuePair.Create(key, entry));
        if (missing)
        {
            entry.Invite.Post(() => layer.DeliverAckMissing(entry.Invite), inline: true);
        }
    }

    private readonly record struct Key(string CallId, uint Sequence, string? RemoteTag, string? LocalTag);

    private sealed class Entry(ServerTransaction invite)
    {
        public ServerTransaction Invite { get; } = invite;

        public AcceptedInvite State { get; set; }
    }
}
