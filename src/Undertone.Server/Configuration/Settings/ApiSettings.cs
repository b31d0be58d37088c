using System.Collections.Immutable;
using System.Net;
using Undertone.Http.Exotel.Accounts;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Configuration.Settings;

/// <summary>Who may use which dialect.</summary>
public sealed record ApiSettings
{
    /// <summary>Section <c>Apis:YeastarPSeries</c>.</summary>
    public PSeriesSettings YeastarPSeries { get; init; } = new();

    /// <summary>Section <c>Apis:YeastarSSeries</c>.</summary>
    public SSeriesSettings YeastarSSeries { get; init; } = new();

    /// <summary>Section <c>Apis:Exotel</c>.</summary>
    public ExotelSettings Exotel { get; init; } = new();
}

/// <summary>The P-Series dialect.</summary>
public sealed record PSeriesSettings
{
    /// <summary>Whether it is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who may use it; empty for everyone.</summary>
    public ImmutableArray<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Its clients: seeds.</summary>
    public ImmutableArray<ClientSeed> Clients { get; init; } = [];

    /// <summary>The serial number that events carry.</summary>
    public string SerialNumber { get; init; } = "UNDERTONE";

    /// <summary>The zone of the times in call records, by its name in the time zone database; empty for the machine's own.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>How long an access token is good for.</summary>
    public TimeSpan AccessTokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a refresh token is good for.</summary>
    public TimeSpan RefreshTokenLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Where events are pushed to: seeds. A receiver without a secret gets one.</summary>
    public ImmutableArray<WebhookEntry> Webhooks { get; init; } = [];
}

/// <summary>How clients of the S-Series' second version get events.</summary>
public enum SSeriesEventTransport
{
    /// <summary>They are pushed, as to clients of the first version.</summary>
    Http,

    /// <summary>They are fetched from the event port.</summary>
    Tcp,
}

/// <summary>The S-Series and OpenVox dialects.</summary>
public sealed record SSeriesSettings
{
    /// <summary>Whether they are served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who may use them; empty for everyone.</summary>
    public ImmutableArray<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>The serial number that events carry.</summary>
    public string SerialNumber { get; init; } = "UNDERTONE";

    /// <summary>The zone of the times in call records, by its name in the time zone database; empty for the machine's own.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>How long a token lives after its last use.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How clients of the second version get events.</summary>
    public SSeriesEventTransport EventTransport { get; init; } = SSeriesEventTransport.Http;

    /// <summary>The event port, which is open with <see cref="SSeriesEventTransport.Tcp"/> only.</summary>
    public IPEndPoint EventListen { get; init; } = new(IPAddress.Any, 8333);

    /// <summary>Their users: seeds.</summary>
    public ImmutableArray<ClientSeed> Users { get; init; } = [];
}

/// <summary>The Exotel dialect.</summary>
public sealed record ExotelSettings
{
    /// <summary>Whether it is served.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Who may use it; empty for everyone.</summary>
    public ImmutableArray<IPNetwork> AllowedAddresses { get; init; } = [];

    /// <summary>Whether errors carry the documented element alone, <c>Code</c> or <c>Status</c>, instead of both.</summary>
    public bool StrictErrors { get; init; }

    /// <summary>Requests that an account may make in a minute; 0 for any number.</summary>
    public int RequestsPerMinute { get; init; } = 200;

    /// <summary>How long a receiver of callbacks has for its answer.</summary>
    public TimeSpan CallbackTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Attempts at a callback after the first.</summary>
    public int CallbackRetries { get; init; } = 2;

    /// <summary>The pause before the first of them; before the next it is twice as long.</summary>
    public TimeSpan CallbackPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Its accounts. Their keys and tokens are seeds.</summary>
    public ImmutableArray<ExotelAccount> Accounts { get; init; } = [];
}

/// <summary>What an API client of the file logs in with; written to the store once.</summary>
/// <param name="Id">Client id or user name.</param>
/// <param name="Secret">Secret or password in clear; only a slow hash is stored.</param>
public sealed record ClientSeed(string Id, string Secret)
{
    /// <summary>Names the client, never its secret.</summary>
    public override string ToString() => Id;
}

/// <summary>An account of the Exotel dialect.</summary>
/// <param name="Account">What it is and may do.</param>
/// <param name="Token">API token.</param>
public sealed record ExotelAccount(Account Account, string Token)
{
    /// <summary>Names the account, never its key and token.</summary>
    public override string ToString() => Account.Sid;
}
