using Undertone.Sip;
using Undertone.Sip.Messages;
using Undertone.Switch.Trunks;

namespace Undertone.Switch.Sessions;

/// <summary>A BYE of ours, with the answers to its challenges: a carrier that does not believe it would let the call run on.</summary>
/// <param name="session">The session that ends.</param>
/// <param name="context">Its surroundings.</param>
/// <param name="ended">Told once in the mailbox, when the final response or the failure is there.</param>
internal sealed class Goodbye(SipSession session, SessionContext context, Action ended) : IClientTransactionUser
{
    private int _challenges;

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        if (response.IsFinal)
        {
            context.Mailbox.Post(() => Conclude(transaction.Request, response));
        }
    }

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => context.Mailbox.Post(ended);

    private void Conclude(SipRequest bye, SipResponse response)
    {
        if (_challenges++ < TrunkCredentials.MostChallenges && session.Answer(response, bye) is { } again)
        {
            context.Stack.SendRequest(again, session.Flow, this);
        }
        else
        {
            ended();
        }
    }
}
