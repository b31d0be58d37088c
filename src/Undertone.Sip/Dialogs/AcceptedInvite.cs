using Undertone.Sip.Transactions;

namespace Undertone.Sip.Dialogs;

/// <summary>
/// A 2xx to an INVITE that waits for its ACK (RFC 3261 13.3.1.4): repeated on every transport, because the ACK comes end to end,
/// after T1, doubling up to T2, until the ACK comes or 64 * T1 are over. Pure: the caller keeps the clock and sends.
/// </summary>
/// <param name="Interval">The pause before the next repetition.</param>
/// <param name="RetransmitAt">When the 2xx is due again; <see cref="DateTimeOffset.MaxValue"/> once nothing is due any more.</param>
/// <param name="GiveUpAt">When waiting for the ACK ends.</param>
/// <param name="Status">Where it stands.</param>
public readonly record struct AcceptedInvite(
    TimeSpan Interval,
    DateTimeOffset RetransmitAt,
    DateTimeOffset GiveUpAt,
    AcceptedInviteStatus Status)
{
    /// <summary>The 2xx has just been sent for the first time.</summary>
    public static AcceptedInvite Start(TransactionTimers timers, DateTimeOffset now) =>
        new(timers.T1, now + timers.T1, now + timers.GiveUp, AcceptedInviteStatus.Waiting);

    /// <summary>The ACK came.</summary>
    public AcceptedInvite Acknowledged() => Status == AcceptedInviteStatus.Waiting
        ? this with { Status = AcceptedInviteStatus.Acknowledged, RetransmitAt = DateTimeOffset.MaxValue }
        : this;

    /// <summary>Time passed.</summary>
    /// <param name="timers">The base times.</param>
    /// <param name="now">The clock.</param>
    /// <returns>The next state, and whether to send the 2xx again now.</returns>
    public (AcceptedInvite Next, bool Retransmit) Tick(TransactionTimers timers, DateTimeOffset now)
    {
        if (Status != AcceptedInviteStatus.Waiting)
        {
            return (this, false);
        }

        if (now >= GiveUpAt)
        {
            return (this with { Status = AcceptedInviteStatus.GivenUp, RetransmitAt = DateTimeOffset.MaxValue }, false);
        }

        if (now < RetransmitAt)
        {
            return (this, false);
        }

        var doubled = Interval * 2;
        var interval = doubled < timers.T2 ? doubled : timers.T2;
        return (this with { Interval = interval, RetransmitAt = now + interval }, true);
    }
}
