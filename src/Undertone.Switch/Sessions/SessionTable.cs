using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Undertone.Sip;

namespace Undertone.Switch.Sessions;

/// <summary>Finds the session that a request belongs to: by dialog, and for CANCEL by the INVITE's transaction. Safe for any thread.</summary>
internal sealed class SessionTable
{
    private readonly ConcurrentDictionary<(string CallId, string LocalTag), SipSession> _byDialog = new();
    private readonly ConcurrentDictionary<IServerTransaction, IncomingSession> _byInvite = new(ReferenceEqualityComparer.Instance);

    /// <summary>The number of sessions.</summary>
    public int Count => _byDialog.Count;

    /// <summary>Adds a session under our half of its dialog's id.</summary>
    public void Add(SipSession session) => _byDialog[(session.CallId, session.LocalTag)] = session;

    /// <summary>Adds the INVITE that a session has yet to answer.</summary>
    public void AddInvite(IServerTransaction invite, IncomingSession session) => _byInvite[invite] = session;

    /// <summary>The INVITE has its final response.</summary>
    public void RemoveInvite(IServerTransaction invite) => _byInvite.TryRemove(invite, out _);

    /// <summary>The session is over.</summary>
    public void Remove(SipSession session) => _byDialog.TryRemove((session.CallId, session.LocalTag), out _);

    /// <summary>The session of a dialog, by the Call-ID and our tag.</summary>
    public bool TryFind(string callId, string localTag, [NotNullWhen(true)] out SipSession? session)
        => _byDialog.TryGetValue((callId, localTag), out session);

    /// <summary>The session whose INVITE is cancelled.</summary>
    public bool TryFindInvite(IServerTransaction invite, [NotNullWhen(true)] out IncomingSession? session)
        => _byInvite.TryGetValue(invite, out session);
}
