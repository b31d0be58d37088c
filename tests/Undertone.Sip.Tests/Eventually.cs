using System.Diagnostics;

namespace Undertone.Sip.Tests;

/// <summary>Waits for a condition, for a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(started.Elapsed < Limit, $"Waited {Limit.TotalSeconds} s in vain: {what}.");
            await Task.Delay(2);
        }
    }
}
