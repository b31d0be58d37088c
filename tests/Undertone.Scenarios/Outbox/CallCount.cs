namespace Undertone.Scenarios.Outbox;

/// <summary>Counts the calls that somebody makes in one life of a server.</summary>
internal sealed class CallCount
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource[] _begun = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
    private int _calls;

    /// <summary>Another call begins.</summary>
    public void Begin()
    {
        if (_calls < _begun.Length)
        {
            _begun[_calls++].SetResult();
        }
    }

    /// <summary>Returns when a call has begun after so many others have ended.</summary>
    /// <param name="ended">0 or 1.</param>
    public Task ReachedAsync(int ended) => _begun[ended].Task.WaitAsync(Patience);
}
