using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Phone.Signalling;

/// <summary>A request whose final response is awaited.</summary>
internal sealed class PendingRequest(Action<SipResponse> onResponse) : IClientTransactionUser
{
    private readonly TaskCompletionSource<SipResponse> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The final response; one made up for silence (408) or a failed transport (503).</summary>
    public Task<SipResponse> Final => _final.Task;

    /// <inheritdoc/>
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        onResponse(response);
        if (response.IsFinal)
        {
            _final.TrySetResult(response);
        }
    }

    /// <inheritdoc/>
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => _final.TrySetResult(
        new SipResponse(failure == ClientTransactionFailure.Timeout ? SipStatus.RequestTimeout : SipStatus.ServiceUnavailable));
}
