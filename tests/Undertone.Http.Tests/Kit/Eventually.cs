namespace Undertone.Http.Tests.Kit;

/// <summary>Waits for what no event announces.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Returns when the condition holds; fails with <paramref name="what"/> if it does not within 10 s.</summary>
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Waited in vain: {what}");
            await Task.Delay(1);
        }
    }
}
