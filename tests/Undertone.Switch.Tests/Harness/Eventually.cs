using System.Diagnostics;

namespace Undertone.Switch.Tests.Harness;

/// <summary>Waits for a condition, for a bounded time.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task TrueAsync(Func<bool> condition, Func<string> what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"Waited {Limit.TotalSeconds} s in vain: {what()}");
            await Task.Delay(2);
        }
    }
}
