using System.Text.Json.Serialization;

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

/// <summary>What the ears of one kind got.</summary>
/// <param name="Count">How many ears.</param>
/// <param name="Packets">Packets that came.</param>
/// <param name="Expected">Packets that 50 a second would be.</param>
/// <param name="Lost">Gaps in their sequence.</param>
/// <param name="Late">Came more than 20 ms later than the quickest would have.</param>
/// <param name="Reordered">Were overtaken.</param>
/// <param name="Strange">No RTP with 20 ms of G.711, or of another stream than before.</param>
/// <param name="Judged">Frames whose sound was judged.</param>
/// <param name="Missing">Frames in which somebody was not heard who must be.</param>
/// <param name="Foreign">Frames with a sound of somebody who must not be heard.</param>
internal sealed record EarResult(
    int Count, long Packets, long Expected, long Lost, long Late, long Reordered, long Strange, long Judged, long Missing, long Foreign);

/// <summary>What the server used in a measurement.</summary>
internal sealed record ServerUse
{
    /// <summary>CPU time of all its threads, user and system, in cores.</summary>
    public required double Cores { get; init; }

    /// <summary>Of these, its media workers.</summary>
    public required double MediaCores { get; init; }

    /// <summary>Microseconds of CPU for each call and second, or for each set-up.</summary>
    public required double MicrosecondsEach { get; init; }

    public required double ResidentKiBAtStart { get; init; }

    public required double ResidentKiB { get; init; }

    /// <summary>Memory beyond the start for each call.</summary>
    public double? KiBPerCall { get; init; }

    public required int Descriptors { get; init; }

    /// <summary>Garbage collections in the measurement; null when the server does not tell.</summary>
    public int? Collections { get; init; }

    /// <summary>The longest time that a collection stopped all managed threads since the server started, in milliseconds.</summary>
    public double? LongestPauseMilliseconds { get; init; }

    /// <summary>Phases of 5 ms that media workers gave up because they were too late.</summary>
    public long? Overruns { get; init; }
}

/// <summary>Results as lines of JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
