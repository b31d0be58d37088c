using System.Collections.Concurrent;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

/// <summary>Keeps the answers to a request.</summary>
internal sealed class RecordingUser : IClientTransactionUser
{
    public ConcurrentQueue<SipResponse> Responses { get; } = new();

    public ConcurrentQueue<ClientTransactionFailure> Failures { get; } = new();

    public IEnumerable<int> Codes => Responses.Select(response => response.StatusCode);

    public SipResponse Final => Responses.Single(response => response.IsFinal);

    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow) => Responses.Enqueue(response);

    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => Failures.Enqueue(failure);
}
