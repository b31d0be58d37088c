using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Sessions;

/// <summary>The user of a transaction whose outcome changes nothing: a BYE ends our side whatever the far side says.</summary>
internal sealed class Bystander : IClientTransactionUser
{
    private Bystander()
    {
    }

    /// <summary>The only one.</summary>
    public static Bystander Instance { get; } = new();

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        // Nothing depends on it.
    }

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure)
    {
        // Nothing depends on it.
    }
}
