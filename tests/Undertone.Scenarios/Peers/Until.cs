using System.Diagnostics;

namespace Undertone.Scenarios.Peers;

/// <summary>Waits for what no event announces.</summary>
internal static class Until
{
    /// <summary>The longest wait for anything a peer does; never reached where all is well, even on a loaded machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns when the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not within <see cref="Patience"/>; the message says what was waited for.</exception>
    public static Task TrueAsync(Func<bool> condition, Func<string> what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, Func{string})" />
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Waited in vain for {what()}");
            }

            await Task.Delay(Pause);
        }
    }
}
