namespace Undertone.Scenarios.Peers.Sipp;

/// <summary>What a SIPp process shall do.</summary>
/// <param name="Scenario">The name of a file in Scenarios.</param>
/// <param name="Number">The extension that it is.</param>
internal sealed record SippRun(string Scenario, string Number)
{
    /// <summary>The number that it calls.</summary>
    public string Called { get; init; } = "";

    /// <summary>The password; that of the extension if null.</summary>
    public string? Password { get; init; }

    /// <summary>Whether SIP travels over TCP, over UDP otherwise.</summary>
    public bool OverTcp { get; init; }

    /// <summary>Its SIP port; a free one if null.</summary>
    public int? Port { get; init; }

    /// <summary>How many calls it makes or takes before it ends.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>How many calls it begins in a second.</summary>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>Whether it neither repeats its own messages nor swallows repeated ones, as a test of repetitions needs.</summary>
    public bool WithoutRepetitions { get; init; }

    /// <summary>Further values of the scenario.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
