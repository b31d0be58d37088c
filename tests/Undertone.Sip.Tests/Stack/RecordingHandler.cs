using System.Collections.Concurrent;
using Undertone.Sip.Messages;

namespace Undertone.Sip.Tests.Stack;

/// <summary>Keeps what a stack hands to its user, and answers if told to.</summary>
internal sealed class RecordingHandler : ISipRequestHandler
{
    public ConcurrentQueue<IServerTransaction> Requests { get; } = new();

    public ConcurrentQueue<SipRequest> Acks { get; } = new();

    public ConcurrentQueue<IServerTransaction> Cancelled { get; } = new();

    public ConcurrentQueue<IServerTransaction> AckMissing { get; } = new();

    public Action<IServerTransaction>? Answer { get; set; }

    public void OnRequest(IServerTransaction transaction)
    {
        Requests.Enqueue(transaction);
        Answer?.Invoke(transaction);
    }

    public void OnAck(SipRequest ack, SipFlow flow) => Acks.Enqueue(ack);

    public void OnCancel(IServerTransaction invite)
    {
        Cancelled.Enqueue(invite);
        invite.Respond(SipResponse.CreateFor(invite.Request, 487));
    }

    public void OnAckMissing(IServerTransaction invite) => AckMissing.Enqueue(invite);
}
