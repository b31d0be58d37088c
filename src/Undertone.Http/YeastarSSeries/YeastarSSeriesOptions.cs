using System.Net;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.YeastarSSeries;

/// <summary>Options of the S-Series dialects. Their users are not here: they are credentials of the dialect <see cref="Dialect"/> in the store.</summary>
public sealed record YeastarSSeriesOptions
{
    /// <summary>The dialect's name in credentials, audit records and logs; OpenVox goes by it, too.</summary>
    public const string Dialect = "s-series";

    /// <summary>False to answer every request with 30003. Default true.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Who may use the dialect; everybody else gets 20015. Empty, the default, for everyone.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Serial number that events carry as <c>sn</c>. Default <c>UNDERTONE</c>.</summary>
    public string SerialNumber { get; init; } = "UNDERTONE";

    /// <summary>The digest realm that passwords of extensions are made for: the engine's SIP domain. Default <c>undertone.local</c>.</summary>
    public string SipDomain { get; init; } = "undertone.local";

    /// <summary>How long a phone is rung, as extensions are shown with it. Default 30 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The zone of the times in call records. Default: the server's own.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>How long a token lives after its last use. Default 30 minutes.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a refresh token is good for after its issue. Default 24 hours.</summary>
    public TimeSpan RefreshTokenLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Tokens that a user may have at once; a further one replaces the one that was not used longest. At least 1; default 1,000.</summary>
    public int TokensPerUser { get; init; } = 1_000;

    /// <summary>When an address that gives wrong credentials is blocked. Default: five failures, for ten minutes.</summary>
    public LockoutPolicy Lockout { get; init; } = new() { BlockDuration = TimeSpan.FromMinutes(10) };

    /// <summary>Logins that may wait for their turn; more get 30001. Default 64.</summary>
    public int WaitingLogins { get; init; } = 64;

    /// <summary>Longest request body in bytes. Default 64 KiB.</summary>
    public int RequestBodyLimitBytes { get; init; } = 64 * 1024;

    /// <summary>Events that may wait for one receiver; a further one pushes the oldest out. At least 1; default 1,000.</summary>
    public int EventQueue { get; init; } = 1_000;

    /// <summary>
    /// Where clients of the second version fetch their events over TCP; null, the default, to push events over HTTP to them as to all others.
    /// </summary>
    public IPEndPoint? EventPort { get; init; }

    /// <summary>Connections to the event port at once; further ones are closed. Default 100.</summary>
    public int EventConnections { get; init; } = 100;
}
