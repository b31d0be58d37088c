using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>The user of a transaction of which only the end matters, whatever the answer: a BYE, or an INFO with a digit.</summary>
/// <param name="ended">Called once when the final response or the failure is there; null if nobody waits.</param>
internal sealed class Ending(Action? ended) : IClientTransactionUser
{
    /// <summary>For a request whose outcome changes nothing.</summary>
    public static Ending Ignored { get; } = new(null);

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        if (response.IsFinal)
        {
            ended?.Invoke();
        }
    }

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => ended?.Invoke();
}
