using Undertone.Sip;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Sessions;

/// <summary>
/// What the sessions of one call need of their surroundings, and the count of those that are not over: a call's mailbox may close
/// only when nothing is on its way to it any more. Used in the call's mailbox.
/// </summary>
/// <param name="stack">Sends and receives.</param>
/// <param name="sessions">Where sessions are found by their dialog.</param>
/// <param name="options">Settings.</param>
/// <param name="clock">Time.</param>
/// <param name="mailbox">The mailbox of the call; everything the sessions do happens there.</param>
internal sealed class SessionContext(SipStack stack, SessionTable sessions, SwitchOptions options, TimeProvider clock, Mailbox mailbox)
{
    private const int DefaultHops = 70;
    private readonly HashSet<SipSession> _open = [];
    private Action? _settled;

    /// <summary>Sends and receives.</summary>
    public SipStack Stack { get; } = stack;

    /// <summary>Where sessions are found.</summary>
    public SessionTable Sessions { get; } = sessions;

    /// <summary>Settings.</summary>
    public SwitchOptions Options { get; } = options;

    /// <summary>How many servers an INVITE may still pass: a call that comes back again and again must end (RFC 3261 16.6).</summary>
    public int HopsLeft { get; set; } = DefaultHops;

    /// <summary>The mailbox of the call.</summary>
    public Mailbox Mailbox { get; } = mailbox;

    /// <summary>Calls back in the mailbox after a time, unless disposed of before.</summary>
    public ITimer After(TimeSpan delay, Func<ValueTask> action)
        => clock.CreateTimer(_ => Mailbox.Post(action), null, delay, Timeout.InfiniteTimeSpan);

    /// <summary>A session begins: requests find it from now on.</summary>
    public void Open(SipSession session)
    {
        _open.Add(session);
        Sessions.Add(session);
    }

    /// <summary>A session is over.</summary>
    public void Close(SipSession session)
    {
        Sessions.Remove(session);
        if (_open.Remove(session) && _open.Count == 0)
        {
            _settled?.Invoke();
        }
    }

    /// <summary>Calls back once, when no session is open: now, or when the last one is over.</summary>
    public void WhenSettled(Action settled)
    {
        _settled = () =>
        {
            _settled = null;
            settled();
        };
        if (_open.Count == 0)
        {
            _settled();
        }
    }

    /// <summary>Gives up the sessions that are still open.</summary>
    /// <returns>How many there were.</returns>
    public int Abandon()
    {
        SipSession[] left = [.. _open];
        foreach (SipSession session in left)
        {
            session.Abandon();
        }

        return left.Length;
    }
}
