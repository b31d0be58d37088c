namespace Undertone.Fuzz;

/// <summary>A parser did not throw, but broke one of its promises.</summary>
internal sealed class FindingException(string message) : Exception(message)
{
    /// <summary>Reports a finding unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string promise)
    {
        if (!holds)
        {
            throw new FindingException(promise);
        }
    }
}
