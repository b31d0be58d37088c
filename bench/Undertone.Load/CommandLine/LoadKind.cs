namespace Undertone.Load.CommandLine;

/// <summary>What to do.</summary>
internal enum LoadKind
{
    /// <summary>Calls with sound, and monitors on them.</summary>
    Calls,

    /// <summary>Calls that come and go.</summary>
    SetUp,

    /// <summary>Registered phones that do nothing.</summary>
    Idle,

    /// <summary>Everything at random, and then nothing may be left.</summary>
    Soak,

    /// <summary>No server at all: what the machine takes for a packet.</summary>
    Floor,
}
