using System.Net;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.YeastarPSeries;

/// <summary>Options of the P-Series dialect. API clients are not here: they are credentials of the dialect <see cref="Dialect"/> in the store.</summary>
public sealed record YeastarPSeriesOptions
{
    /// <summary>The dialect's name in credentials, audit records and logs.</summary>
    public const string Dialect = "p-series";

    /// <summary>False to answer every request with 70123. Default true.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Who may use the dialect; everybody else gets 70087. Empty, the default, for everyone.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Serial number that events carry as <c>sn</c>. Default <c>UNDERTONE</c>.</summary>
    public string SerialNumber { get; init; } = "UNDERTONE";

    /// <summary>The digest realm that passwords of extensions are made for: the engine's SIP domain. Default <c>undertone.local</c>.</summary>
    public string SipDomain { get; init; } = "undertone.local";

    /// <summary>Extensions that there may be; creating a further one gets 60002. Default 10,000.</summary>
    public int MaxExtensions { get; init; } = 10_000;

    /// <summary>The zone of the times in call records (30012). Default: the server's own.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>Life of an access token from its issue; use does not prolong it. Default 30 minutes.</summary>
    public TimeSpan AccessTokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Life of a refresh token from its issue. Default 24 hours.</summary>
    public TimeSpan RefreshTokenLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Pairs of tokens that a client may have at once; a further one replaces the oldest. At least 1; default 8.</summary>
    public int TokensPerClient { get; init; } = 8;

    /// <summary>When an address that gives wrong credentials is blocked.</summary>
    public LockoutPolicy Lockout { get; init; } = new();

    /// <summary>Logins that may wait for their turn; more get 70082. Secrets are checked one at a time, to leave the processor to the calls. Default 64.</summary>
    public int WaitingLogins { get; init; } = 64;

    /// <summary>Longest request body in bytes. Default 1 MiB.</summary>
    public int RequestBodyLimitBytes { get; init; } = 1024 * 1024;

    /// <summary>A subscriber whose connection carries neither an event nor a frame of its own for this long is disconnected. Default 60 s.</summary>
    public TimeSpan SubscriberIdleLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Frames that may wait for one subscriber; a slower one is disconnected. At least 1; default 1,000.</summary>
    public int SubscriberQueueFrames { get; init; } = 1_000;

    /// <summary>Longest message in bytes that a subscriber may send. Default 16 KiB.</summary>
    public int SubscriberMessageLimitBytes { get; init; } = 16 * 1024;

    /// <summary>Subscribers at once; a further one gets 60002. Default 1,000.</summary>
    public int Subscribers { get; init; } = 1_000;

    /// <summary>Events that may wait for one webhook receiver; a further one pushes the oldest out. At least 1; default 1,000.</summary>
    public int WebhookQueueEvents { get; init; } = 1_000;
}
