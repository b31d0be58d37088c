using System.Collections.Immutable;
using System.Net;
using Undertone.Load.Servers;

namespace Undertone.Load.CommandLine;

/// <summary>What was asked for, checked.</summary>
internal sealed record LoadOptions
{
    /// <summary>The server to use; null to start one.</summary>
    public LoadTarget? Target { get; init; }

    /// <summary>The core that a server started for the run is bound to; null for any.</summary>
    public int? ServerCore { get; init; }

    /// <summary>Keep the cores from falling asleep.</summary>
    public bool KeepAwake { get; init; }

    /// <summary>Busy programs that share the server's core, to take their part of it.</summary>
    public int Neighbours { get; init; }

    /// <summary>Calls at a time, one number for each step of the run.</summary>
    public ImmutableArray<int> Calls { get; init; } = [100];

    /// <summary>The mode of the monitors; null for plain calls.</summary>
    public string? Mode { get; init; }

    /// <summary>Monitors at a time; null for one on each call.</summary>
    public int? Monitors { get; init; }

    /// <summary>Calls and monitors to begin in a second.</summary>
    public double Rate { get; init; } = 20;

    /// <summary>How long to measure, after the last monitor was joined.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before that.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call lasts that comes and goes.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Extensions to register at least.</summary>
    public int Extensions { get; init; }

    /// <summary>The number of the first extension; the others follow.</summary>
    public int FirstExtension { get; init; } = 10_000;

    /// <summary>The password of every extension; {number} stands for its number.</summary>
    public string Password { get; init; } = "load-{number}-secret";

    /// <summary>The lifetime of registrations.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    public IPAddress LocalAddress { get; init; } = IPAddress.Loopback;

    /// <summary>A-law in place of mu-law.</summary>
    public bool IsALaw { get; init; }

    /// <summary>The generator's RTP ports.</summary>
    public (int First, int Last) RtpPorts { get; init; } = (30_000, 59_999);

    /// <summary>The RTP ports of a server started for the run.</summary>
    public (int First, int Last) ServerRtpPorts { get; init; } = (10_000, 29_999);

    /// <summary>Where results are appended as lines of JSON; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Seed of what a soak does at random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Monitors of a step.</summary>
    public int MonitorsOf(int calls) => Mode is null ? 0 : Monitors ?? calls;

    /// <summary>The number of an extension, from 0.</summary>
    public string NumberOf(int index) => (FirstExtension + index).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string PasswordOf(string number) => Password.Replace("{number}", number, StringComparison.Ordinal);
}
