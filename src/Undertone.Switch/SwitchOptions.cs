using System.Collections.Immutable;
using Undertone.Sip.Authentication;
using Undertone.Supervision.Monitoring;
using Undertone.Switch.Monitoring;
using Undertone.Switch.Trunks;

namespace Undertone.Switch;

/// <summary>Settings of the embedded engine.</summary>
public sealed record SwitchOptions
{
    /// <summary>The SIP domain: realm of the digest, and host part of the addresses that phones see.</summary>
    public string Domain { get; init; } = "undertone.local";

    /// <summary>The address written into session descriptions; null to use the local address that faces each phone.</summary>
    public string? PublicMediaAddress { get; init; }

    /// <summary>Codecs that are offered, by name, the preferred one first; PCMU, PCMA and G722 are known.</summary>
    public ImmutableArray<string> Codecs { get; init; } = ["PCMU", "PCMA", "G722"];

    /// <summary>How long a callee may ring before the call counts as unanswered. 5 s to 10 min.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a supervisor's phone may ring. 5 s to 10 min.</summary>
    public TimeSpan MonitorRingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most supervisors on one call. 1 to 16.</summary>
    public int MaxMonitorsPerCall { get; init; } = 4;

    /// <summary>Most calls at once; further ones get 503. At least 1.</summary>
    public int MaxCalls { get; init; } = 5_000;

    /// <summary>Most devices that may be registered for one extension; the oldest gives way to one more. 1 to 10.</summary>
    public int MaxContactsPerExtension { get; init; } = 5;

    /// <summary>Shortest registration that is granted; a shorter wish is answered with 423. At least 1 s.</summary>
    public TimeSpan MinRegistration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest registration that is granted.</summary>
    public TimeSpan MaxRegistration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a phone that sends no audio may take to answer the question whether it still knows the call, before the call
    /// counts as lost. At least 1 s.
    /// </summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a phone that stays silent, on hold or mute for instance, is asked again. At least 5 s.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The digest algorithms that a challenge offers, the first one first. MD5 stands first by default because SIPp and many phones take
    /// the first challenge and know no other; credentials in either algorithm are accepted whatever was offered.
    /// </summary>
    public ImmutableArray<DigestAlgorithm> DigestAlgorithms { get; init; } = [DigestAlgorithm.Md5, DigestAlgorithm.Sha256];

    /// <summary>
    /// Devices that give up when a challenge names an algorithm they do not know, by the start of their User-Agent; they are offered
    /// the first algorithm only.
    /// </summary>
    public ImmutableArray<string> SingleDigestUserAgents { get; init; } = ["baresip v0", "baresip v1"];

    /// <summary>How long a source address is locked out after too many wrong passwords.</summary>
    public TimeSpan LockoutPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wrong passwords from one address within one minute that lock it out. At least 3.</summary>
    public int LockoutAfterFailures { get; init; } = 20;

    /// <summary>The trunks, each with a name of its own.</summary>
    public ImmutableArray<TrunkOptions> Trunks { get; init; } = [];

    /// <summary>Which calls go to and come from which trunk.</summary>
    public TrunkRoutes Routes { get; init; } = new();

    /// <summary>The codes that start a monitor when a supervisor dials them followed by the target's number.</summary>
    public ImmutableArray<FeatureCode> FeatureCodes { get; init; } = FeatureCode.Defaults;

    /// <summary>The digits with which a joined supervisor changes her mode.</summary>
    public ImmutableDictionary<char, MonitorMode> ModeDigits { get; init; } = ImmutableDictionary<char, MonitorMode>.Empty
        .Add('4', MonitorMode.Listen).Add('5', MonitorMode.Whisper).Add('6', MonitorMode.Barge);
}
