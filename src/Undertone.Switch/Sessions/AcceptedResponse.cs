using Undertone.Sip;
using Undertone.Sip.Dialogs;
using Undertone.Sip.Messages;
using Undertone.Sip.Transactions;

namespace Undertone.Switch.Sessions;

/// <summary>Repeats our 2xx to an INVITE until its ACK comes (RFC 3261 13.3.1.4): the shell around <see cref="AcceptedInvite"/>.</summary>
internal sealed class AcceptedResponse : IDisposable
{
    private static readonly TransactionTimers Timers = new();
    private readonly SessionContext _context;
    private readonly IServerTransaction _invite;
    private readonly SipResponse _response;
    private readonly Func<AcceptedResponse, ValueTask> _givenUp;
    private readonly ITimer _timer;
    private AcceptedInvite _state;

    /// <param name="context">Surroundings.</param>
    /// <param name="invite">The INVITE.</param>
    /// <param name="response">The 2xx, sent for the first time by the caller.</param>
    /// <param name="awaitsAnswer">True if the 2xx carries an offer, so that the ACK brings the answer.</param>
    /// <param name="givenUp">Called in the mailbox when no ACK came.</param>
    public AcceptedResponse(
        SessionContext context, IServerTransaction invite, SipResponse response, bool awaitsAnswer, Func<AcceptedResponse, ValueTask> givenUp)
    {
        _context = context;
        _invite = invite;
        _response = response;
        _givenUp = givenUp;
        AwaitsAnswer = awaitsAnswer;
        _state = AcceptedInvite.Start(Timers, context.Clock.GetUtcNow());
        _timer = context.After(Timers.T1, TickAsync);
    }

    /// <summary>True if the ACK brings the answer to our offer.</summary>
    public bool AwaitsAnswer { get; }

    /// <summary>True for the INVITE that began the dialog.</summary>
    public bool IsForInitialInvite => _invite.Request.To.Tag is null;

    /// <summary>Takes an ACK; false if it belongs to another INVITE.</summary>
    public bool Acknowledge(uint sequence)
    {
        if (sequence != _invite.Request.CSeq.Number)
        {
            return false;
        }

        _state = _state.Acknowledged();
        Dispose();
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private ValueTask TickAsync()
    {
        DateTimeOffset now = _context.Clock.GetUtcNow();
        (_state, bool retransmit) = _state.Tick(Timers, now);
        if (_state.Status is AcceptedInviteStatus.GivenUp)
        {
            return _givenUp(this);
        }

        if (_state.Status is not AcceptedInviteStatus.Waiting)
        {
            return ValueTask.CompletedTask;
        }

        if (retransmit)
        {
            _invite.Respond(_response);
        }

        DateTimeOffset due = _state.RetransmitAt < _state.GiveUpAt ? _state.RetransmitAt : _state.GiveUpAt;
        _timer.Change(due > now ? due - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return ValueTask.CompletedTask;
    }
}
