using Undertone.Sip;
using Undertone.Switch.Calls;

namespace Undertone.Switch.Sessions;

/// <summary>What a session needs of its surroundings.</summary>
/// <param name="Stack">Sends and receives.</param>
/// <param name="Sessions">Where it is found by its dialog.</param>
/// <param name="Options">Settings.</param>
/// <param name="Clock">Time.</param>
/// <param name="Mailbox">The mailbox of the call; everything the session does happens there.</param>
internal sealed record SessionContext(SipStack Stack, SessionTable Sessions, SwitchOptions Options, TimeProvider Clock, Mailbox Mailbox)
{
    /// <summary>Calls back in the mailbox after a time, unless disposed of before.</summary>
    public ITimer After(TimeSpan delay, Func<ValueTask> action)
        => Clock.CreateTimer(_ => Mailbox.Post(action), null, delay, Timeout.InfiniteTimeSpan);
}
