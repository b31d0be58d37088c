using System.Net;

namespace Undertone.Media;

/// <summary>How the media plane runs. <see cref="MediaOptionsValidator"/> says what is wrong with it.</summary>
public sealed record MediaOptions
{
    /// <summary>Local address of every RTP and RTCP socket; 0.0.0.0 (the default) is every interface with IPv4.</summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>First port of the range, 1024-65534. Default 20000. RTP uses even ports, RTCP the odd one after it.</summary>
    public int FirstPort { get; init; } = 20000;

    /// <summary>Last port of the range, inclusive, at most 65535. Default 29999.</summary>
    public int LastPort { get; init; } = 29999;

    /// <summary>Worker threads, 0-64; 0 (the default) is half of the machine's cores, at least one.</summary>
    public int Workers { get; init; }

    /// <summary>Legs that one worker carries at most, 2-32768. Default 4096. Memory for legs that do not exist is reserved, not used.</summary>
    public int LegCapacityPerWorker { get; init; } = 4096;

    /// <summary>How long a port pair must be quiet after its leg has ended before another leg may have it, 0 s to 10 min. Default 30 s.</summary>
    public TimeSpan PortRest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From where legs accept audio.</summary>
    public SourceLearning SourceLearning { get; init; }

    /// <summary>After so long without a packet <see cref="IMediaEvents.OnSilence"/> is called, 100 ms to 1 h. Default 3 s.</summary>
    public TimeSpan SilenceAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Commands that may wait for one worker before the sender keeps them back, 16-65536. Default 4096.</summary>
    public int CommandQueueLength { get; init; } = 4096;

    /// <summary>From when on a worker takes no more supervisors, and no more calls.</summary>
    public PressureLimits Pressure { get; init; } = new();

    /// <summary>Use the sockets of the base library also on Linux. For tests and comparison: slower.</summary>
    public bool PreferPortableSockets { get; init; }

    /// <summary>Even ports with an odd one after them in the range.</summary>
    internal int PortPairs => Math.Max(0, ((LastPort + 1) / 2) - ((FirstPort + 1) / 2));

    /// <summary>Workers after the default is resolved.</summary>
    internal int WorkerCount => Workers > 0 ? Workers : Math.Max(1, Environment.ProcessorCount / 2);
}
