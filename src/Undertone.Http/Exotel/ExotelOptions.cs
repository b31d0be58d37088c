using System.Net;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Shared.Logins;

namespace Undertone.Http.Exotel;

/// <summary>Options of the Exotel dialect. The accounts' secrets are not here: they are credentials of the dialect <see cref="Dialect"/> in the store.</summary>
public sealed record ExotelOptions
{
    /// <summary>The dialect's name in credentials, audit records and logs.</summary>
    public const string Dialect = "exotel";

    /// <summary>False to answer every request with 403. Default true.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Who may use the dialect; everybody else gets 403. Empty, the default, for everyone.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>The accounts, each with a sid of its own.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>True to leave out of errors the element that the maker does not document for the endpoint. Default false.</summary>
    public bool StrictErrors { get; init; }

    /// <summary>Requests that an account may make in a minute; further ones get 429. Default 200; 0 for any number.</summary>
    public int RequestsPerMinute { get; init; } = 200;

    /// <summary>When an address that gives wrong credentials is blocked. Default: 20 failures within an hour, for ten minutes.</summary>
    public LockoutPolicy Lockout { get; init; } = new() { Failures = 20, BlockDuration = TimeSpan.FromMinutes(10) };

    /// <summary>Slow checks of credentials that may wait for their turn; more get 503. Default 64.</summary>
    public int WaitingLogins { get; init; } = 64;

    /// <summary>How long credentials that were right are taken for right without asking the store again. Default 1 minute.</summary>
    public TimeSpan CredentialMemory { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest request body in bytes. Default 64 KiB.</summary>
    public int RequestBodyLimitBytes { get; init; } = 64 * 1024;

    /// <summary>How long a receiver of callbacks has for its answer. Default 15 s.</summary>
    public TimeSpan CallbackTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts at a callback after the first. Default 2.</summary>
    public int CallbackRetries { get; init; } = 2;

    /// <summary>The pause before the first of them; before the next it is twice as long. Default 5 s.</summary>
    public TimeSpan CallbackPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The zone of dates where an account names none: India, which the maker's dates are in.</summary>
    public static TimeZoneInfo DefaultTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
}
