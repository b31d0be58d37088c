namespace Undertone.Phone;

/// <summary>Waits for conditions that no event announces.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message names what was waited for.</exception>
    public static async Task WaitAsync(Func<bool> condition, TimeSpan timeout, Func<string> what, CancellationToken cancellation = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(timeout);
        try
        {
            while (!condition())
            {
                await Task.Delay(Pause, deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            if (!condition())
            {
                throw new TimeoutException($"Waited {timeout.TotalSeconds:0.#} s in vain for {what()}.");
            }
        }
    }
}
