using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>Where audio is received, and how it is worked on.</summary>
public sealed record MediaSettings
{
    /// <summary>The local IP address of the audio sockets.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>First UDP port of the range: RTP takes the even ports, RTCP the odd ones.</summary>
    public int FirstPort { get; init; } = 20_000;

    /// <summary>Last UDP port of the range.</summary>
    public int LastPort { get; init; } = 29_999;

    /// <summary>Worker threads; 0 for half the processor cores, at least 1.</summary>
    public int Workers { get; init; }

    /// <summary>Audio formats, the preferred first.</summary>
    public ImmutableArray<string> Codecs { get; init; } = ["PCMU", "PCMA", "G722"];

    /// <summary>Percentage of its time that a worker may be busy before its calls get no more supervisors.</summary>
    public int RefuseMonitorsAbove { get; init; } = 80;

    /// <summary>Percentage of its time that a worker may be busy before it takes no more calls.</summary>
    public int RefuseCallsAbove { get; init; } = 90;

    /// <summary>How many legs the range has ports for: each takes an even port and the odd one after it.</summary>
    public int Legs => Math.Max(0, ((LastPort + 1) / 2) - ((FirstPort + 1) / 2));
}
