namespace Undertone.Load.Results;

/// <summary>What the server used in a measurement.</summary>
internal sealed record ServerUse
{
    /// <summary>CPU time of all its threads, user and system, in cores.</summary>
    public required double Cores { get; init; }

    /// <summary>Of these, its media workers.</summary>
    public required double MediaCores { get; init; }

    /// <summary>Microseconds of CPU for each call and second, or for each set-up.</summary>
    public required double MicrosecondsEach { get; init; }

    /// <summary>Memory when nobody was registered.</summary>
    public required double ResidentKiBAtStart { get; init; }

    /// <summary>Memory at the end of the measurement.</summary>
    public required double ResidentKiB { get; init; }

    /// <summary>Memory beyond the start for each call.</summary>
    public double? KiBPerCall { get; init; }

    /// <summary>Open files and sockets at the end of the measurement.</summary>
    public required int Descriptors { get; init; }

    /// <summary>Garbage collections in the measurement; null when the server does not tell.</summary>
    public int? Collections { get; init; }

    /// <summary>The longest time that a collection stopped all managed threads in the last minute of the measurement, in milliseconds.</summary>
    public double? LongestPauseMilliseconds { get; init; }

    /// <summary>Phases of 5 ms that media workers gave up because they were too late.</summary>
    public long? Overruns { get; init; }
}
