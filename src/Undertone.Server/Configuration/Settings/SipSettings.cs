using System.Collections.Immutable;

namespace Undertone.Server.Configuration.Settings;

/// <summary>Where SIP is served, and to whom the server says it is what.</summary>
public sealed record SipSettings
{
    /// <summary>Addresses as <c>udp://0.0.0.0:5060</c>; port 0 takes any free port.</summary>
    public ImmutableArray<string> Listen { get; init; } = ["udp://0.0.0.0:5060", "tcp://0.0.0.0:5060"];

    /// <summary>The domain of the extensions, and the realm of digest authentication.</summary>
    public string Domain { get; init; } = "undertone.local";

    /// <summary>The IP address that phones outside reach the server by; empty for the address of the interface that is used.</summary>
    public string PublicAddress { get; init; } = "";

    /// <summary>The digest algorithms that phones are offered, the first one first: <c>MD5</c>, <c>SHA-256</c>.</summary>
    public ImmutableArray<string> DigestAlgorithms { get; init; } = ["MD5", "SHA-256"];

    /// <summary>Shorter registrations are refused with 423.</summary>
    public TimeSpan MinimumRegistration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longer registrations are shortened to this.</summary>
    public TimeSpan MaximumRegistration { get; init; } = TimeSpan.FromHours(1);
}
