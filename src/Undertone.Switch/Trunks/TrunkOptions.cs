using Undertone.Sip.Messages;

namespace Undertone.Switch.Trunks;

/// <summary>Settings of one trunk.</summary>
public sealed record TrunkOptions
{
    /// <summary>The name that routes refer to.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is: host, port and <c>transport</c> count, a user part does not.</summary>
    public required SipUri Address { get; init; }

    /// <summary>User name for its challenges, and the account that is registered; empty for a trunk that never challenges.</summary>
    public string Username { get; init; } = "";

    /// <summary>Password for its challenges.</summary>
    public string Password { get; init; } = "";

    /// <summary>True to register with it.</summary>
    public bool Register { get; init; }

    /// <summary>The number that calls over it show as theirs; empty for the caller's own.</summary>
    public string CallerId { get; init; } = "";

    /// <summary>How long it may leave a request without any response before it counts as unreachable. 500 ms to 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a registration is asked; what the trunk grants counts. 1 min to 24 h.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often a trunk without registration is asked whether it is there; zero for never. 5 s to 1 h.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names the trunk, never its password.</summary>
    public override string ToString() => Name;
}
