namespace Undertone.Load.Results;

/// <summary>What one step of a run has shown.</summary>
internal sealed record RunResult
{
    public required DateTimeOffset At { get; init; }

    /// <summary>plain, listen, whisper, barge, set-up or idle.</summary>
    public required string Kind { get; init; }

    /// <summary>Calls that were under way while it was measured.</summary>
    public required int Calls { get; init; }

    /// <summary>Monitors that were on them.</summary>
    public required int Monitors { get; init; }

    /// <summary>Extensions that were registered.</summary>
    public required int Extensions { get; init; }

    /// <summary>Length of the measurement.</summary>
    public required double Seconds { get; init; }

    /// <summary>Calls answered in a second while calls were begun.</summary>
    public double SetUpsPerSecond { get; init; }

    /// <summary>From INVITE to 200, in milliseconds.</summary>
    public required Distribution SetUp { get; init; }

    /// <summary>From the API request to the supervisor's 200, in milliseconds.</summary>
    public Distribution? MonitorSetUp { get; init; }

    /// <summary>Calls that were not answered, by status.</summary>
    public required IReadOnlyDictionary<string, int> FailedCalls { get; init; }

    /// <summary>Monitors that did not come, by the API's error code, or "not rung".</summary>
    public required IReadOnlyDictionary<string, int> FailedMonitors { get; init; }

    /// <summary>What the ears got, by whose they are.</summary>
    public IReadOnlyDictionary<string, EarResult> Ears { get; init; } = new Dictionary<string, EarResult>();

    /// <summary>Mouth to ear in milliseconds, by pair.</summary>
    public IReadOnlyDictionary<string, Distribution> Delays { get; init; } = new Dictionary<string, Distribution>();

    /// <summary>How late the generator itself sent, in milliseconds.</summary>
    public Distribution? GeneratorLateness { get; init; }

    /// <summary>CPU time of the generator, in cores.</summary>
    public double GeneratorCores { get; init; }

    /// <summary>What the server used; null when it was not to be seen.</summary>
    public ServerUse? Server { get; init; }
}
