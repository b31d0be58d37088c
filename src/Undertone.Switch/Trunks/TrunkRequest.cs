using Undertone.Sip;
using Undertone.Sip.Messages;

namespace Undertone.Switch.Trunks;

/// <summary>One REGISTER or OPTIONS to a trunk, with the answers to its challenges.</summary>
internal sealed class TrunkRequest : IClientTransactionUser
{
    private readonly TaskCompletionSource<SipResponse?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SipStack _stack;
    private readonly Trunk _trunk;
    private readonly SipFlow _way;
    private SipRequest _request;
    private int _challenges;

    private TrunkRequest(SipStack stack, Trunk trunk, SipFlow way, SipRequest request)
        => (_stack, _trunk, _way, _request) = (stack, trunk, way, request);

    /// <summary>Sends it and waits for its final answer, no longer than the trunk's time-out for each attempt.</summary>
    /// <returns>The answer, null if none came; and the number of the last request that was sent.</returns>
    public static async Task<(SipResponse? Answer, uint Sequence)> AskAsync(
        SipStack stack, TimeProvider clock, Trunk trunk, SipFlow way, SipRequest request)
    {
        var asked = new TrunkRequest(stack, trunk, way, request);
        using ITimer patience = clock.CreateTimer(
            _ => asked._answer.TrySetResult(null), null, trunk.Options.Timeout * (1 + TrunkCredentials.MostChallenges), Timeout.InfiniteTimeSpan);
        using ITimer firstSign = clock.CreateTimer(_ => asked.GiveUpUnlessChallenged(), null, trunk.Options.Timeout, Timeout.InfiniteTimeSpan);
        stack.SendRequest(request, way, asked);
        SipResponse? answer = await asked._answer.Task;
        return (answer, asked._request.CSeq.Number);
    }

    /// <inheritdoc />
    public void OnResponse(IClientTransaction transaction, SipResponse response, SipFlow flow)
    {
        if (!response.IsFinal)
        {
            return;
        }

        if (!_answer.Task.IsCompleted
            && _challenges++ < TrunkCredentials.MostChallenges
            && _trunk.Credentials?.Answer(response, _request) is { } again)
        {
            _request = again;
            _stack.SendRequest(again, _way, this);
            return;
        }

        _answer.TrySetResult(response);
    }

    /// <inheritdoc />
    public void OnFailure(IClientTransaction transaction, ClientTransactionFailure failure) => _answer.TrySetResult(null);

    private void GiveUpUnlessChallenged()
    {
        if (Volatile.Read(ref _challenges) == 0)
        {
            _answer.TrySetResult(null);
        }
    }
}
