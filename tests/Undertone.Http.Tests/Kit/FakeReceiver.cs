using System.Collections.Concurrent;
using System.Text;
using Undertone.Http.Shared.Callbacks;

namespace Undertone.Http.Tests.Kit;

/// <summary>Receives callbacks and answers each attempt as the test says.</summary>
internal sealed class FakeReceiver : ICallbackSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<Callback> _attempts = new();

    /// <summary>The attempts so far, in order.</summary>
    public IReadOnlyList<Callback> Attempts => [.. _attempts];

    /// <summary>The bodies of the attempts, in order.</summary>
    public IEnumerable<string> Bodies => _attempts.Select(callback => Encoding.UTF8.GetString(callback.Body ?? []));

    /// <summary>What becomes of attempt number n (from 1) at this address.</summary>
    public Func<Callback, int, Task<CallbackResult>> Answer { get; set; } = (_, _) => Task.FromResult(new CallbackResult(200, ""));

    public Task<CallbackResult> SendAsync(Callback callback, TimeSpan timeout, CancellationToken cancellation)
    {
        _attempts.Enqueue(callback);
        return Answer(callback, _attempts.Count).WaitAsync(cancellation);
    }

    /// <summary>Waits until so many attempts have been made.</summary>
    public async Task WaitForAsync(int attempts)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (_attempts.Count < attempts)
        {
            Assert.False(deadline.IsCancellationRequested, $"{_attempts.Count} of {attempts} attempts");
            await Task.Delay(1);
        }
    }
}
