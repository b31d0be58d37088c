using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>An offer of ours inside a dialog: one re-INVITE, repeated when it crossed one of the device's (RFC 3261 14.1).</summary>
/// <param name="session">The session.</param>
/// <param name="context">Its surroundings.</param>
/// <param name="preferred">How the other party wants to hear.</param>
/// <param name="concluded">Told once, in the mailbox.</param>
internal sealed class Reoffer(SipSession session, SessionContext context, AudioWish preferred, Func<bool, ValueTask> concluded)
    : IClientTransactionUser
{
    private const int MostAttempts = 4;
    private SipRequest? _invite;
    private int _attempts;
    private bool _concluded;

    /// <summary>True between our INVITE and its final response. The device may not offer anything meanwhile; while we wait to try again it may.</summary>
    public bool IsPending { get; private set; }

    /// <summary>Sends it, or waits for the device's own INVITE to be over.</summary>
    public void Start()
    {
        _attempts++;
        if (session.IsBusy && _attempts < MostAttempts)
        {
            TryAgainLater();
        }
        else if (session.CreateReinvite(preferred) is { } invite)
        {
            _invite = invite;
            IsPending = true;
            context.Stack.SendRequest(invite, session.Flow, this);
        }
        else
        {
            context.Mailbox.Post(() => ConcludeAsync(false));
        }
    }

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
        => context.Mailbox.Post(() => HandleAsync(transaction.Request, response));

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
        => context.Mailbox.Post(() => ConcludeAsync(false));

    private async ValueTask HandleAsync(SipRequest invite, SipResponse response)
    {
        IsPending &= !response.IsFinal;
        if (response.IsSuccess)
        {
            // A repeated 2xx says that our ACK was lost.
            session.Acknowledge(invite, response);
            if (!_concluded)
            {
                await ConcludeAsync(session.Audio.TryAccept(response.Body.Span));
            }
        }
        else if (response.StatusCode is SipStatus.RequestPending && _attempts < MostAttempts && invite.CSeq.Number == _invite?.CSeq.Number)
        {
            TryAgainLater();
        }
        else if (response.IsFinal && _attempts < MostAttempts && session.Answer(response, invite) is { } again)
        {
            _attempts++;
            _invite = again;
            IsPending = true;
            context.Stack.SendRequest(again, session.Flow, this);
        }
        else if (response.IsFinal)
        {
            await ConcludeAsync(false);
        }
    }

    // The two sides wait for times that cannot be the same.
    private void TryAgainLater()
    {
        int milliseconds = session.OwnsCallId ? Random.Shared.Next(2_100, 4_001) : Random.Shared.Next(0, 2_001);
        context.After(TimeSpan.FromMilliseconds(milliseconds), () =>
        {
            Start();
            return ValueTask.CompletedTask;
        });
    }

    private async ValueTask ConcludeAsync(bool accepted)
    {
        if (!_concluded)
        {
            _concluded = true;
            await concluded(accepted);
        }
    }
}
