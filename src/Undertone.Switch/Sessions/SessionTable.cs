using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Undertone.Sip;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Sessions;

/// <summary>
/// Finds the session that a message belongs to: by dialog, and for CANCEL and a missing ACK by the INVITE's transaction.
/// Safe for any thread.
/// </summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<(string CallId, string LocalTag), SipSession> _byDialog = new();
    private readonly ConcurrentDictionary<IServerTransaction, Pending> _byInvite = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of sessions.</summary>
    public int Count => _byDialog.Count;

    /// <summary>The number of INVITEs that wait for our answer or for the ACK to it.</summary>
    public int PendingInvites => _byInvite.Count;

    /// <summary>Adds a session under our half of its dialog's id.</summary>
    public void Add(SipSession session) => _byDialog[(session.CallId, session.LocalTag)] = session;

    /// <summary>The session is over.</summary>
    public void Remove(SipSession session) => _byDialog.TryRemove((session.CallId, session.LocalTag), out _);

    /// <summary>
    /// An INVITE goes into a mailbox. Said before it is posted: a CANCEL that is close behind then follows it there and cannot
    /// get lost because the INVITE has no session yet.
    /// </summary>
    public void Announce(IServerTransaction invite, Mailbox mailbox) => _byInvite[invite] = new Pending(mailbox, null);

    /// <summary>The INVITE belongs to this session, until its final response is acknowledged.</summary>
    public void AddInvite(IServerTransaction invite, SipSession session, Mailbox mailbox) => _byInvite[invite] = new Pending(mailbox, session);

    /// <summary>Nothing more can happen to the INVITE.</summary>
    public void RemoveInvite(IServerTransaction invite) => _byInvite.TryRemove(invite, out _);

    /// <summary>The session of a dialog, by the Call-ID and our tag.</summary>
    public bool TryFind(string callId, string localTag, [NotNullWhen(true)] out SipSession? session)
        => _byDialog.TryGetValue((callId, localTag), out session);

    /// <summary>Does something with the session of an INVITE, in its mailbox and after all that is there already.</summary>
    public void PostTo(IServerTransaction invite, Func<SipSession, ValueTask> action)
    {
        if (_byInvite.TryGetValue(invite, out Pending? pending))
        {
            pending.Mailbox.Post(() => _byInvite.TryGetValue(invite, out Pending? now) && now.Session is { } session
                ? action(session)
                : ValueTask.CompletedTask);
        }
    }

    private sealed record Pending(Mailbox Mailbox, SipSession? Session);
}
