using System.Security.Cryptography;
using System.Text;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Accounts;
using Undertone.Http.Shared;
using Undertone.Http.YeastarPSeries;
using Undertone.Http.YeastarSSeries;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Hosting;

/// <summary>Puts the dialects into the web application, and shows how each is tried.</summary>
internal static class ServerDialects
{
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        PSeriesSettings pSeries = settings.Apis.YeastarPSeries;
        services.AddHttpShared(settings.Callbacks);
        services.AddYeastarPSeries(new YeastarPSeriesOptions
        {
            IsEnabled = pSeries.Enabled,
            AllowedNetworks = pSeries.AllowedAddresses,
            SerialNumber = pSeries.SerialNumber,
            SipDomain = settings.Sip.Domain,
            TimeZone = Zone(pSeries.TimeZone),
            AccessTokenLife = pSeries.AccessTokenLife,
            RefreshTokenLife = pSeries.RefreshTokenLife,
        });

        SSeriesSettings sSeries = settings.Apis.YeastarSSeries;
        services.AddYeastarSSeries(new YeastarSSeriesOptions
        {
            IsEnabled = sSeries.Enabled,
            AllowedNetworks = sSeries.AllowedAddresses,
            SerialNumber = sSeries.SerialNumber,
            SipDomain = settings.Sip.Domain,
            TimeZone = Zone(sSeries.TimeZone),
            RingTimeout = settings.Calls.RingTimeout,
            TokenLife = sSeries.TokenLife,
            EventPort = sSeries.EventTransport is SSeriesEventTransport.Tcp ? sSeries.EventListen : null,
        });

        ExotelSettings exotel = settings.Apis.Exotel;
        services.AddExotel(new ExotelOptions
        {
            IsEnabled = exotel.Enabled,
            AllowedNetworks = exotel.AllowedAddresses,
            Accounts = ExotelAccounts(settings),
            StrictErrors = exotel.StrictErrors,
            RequestsPerMinute = exotel.RequestsPerMinute,
            CallbackTimeout = exotel.CallbackTimeout,
            CallbackRetries = exotel.CallbackRetries,
            CallbackPause = exotel.CallbackPause,
        });
    }

    /// <summary>The accounts of the Exotel dialect.</summary>
    public static IReadOnlyList<Account> ExotelAccounts(ServerSettings settings) => [.. settings.Apis.Exotel.Accounts.Select(account => account.Account)];

    /// <summary>Must come before anything else is mapped: it brings routing.</summary>
    public static void Map(WebApplication application)
    {
        application.UseHttpShared();
        application.MapYeastarPSeries();
        application.MapYeastarSSeries();
        application.MapExotel();
    }

    /// <summary>One line for a shell for each dialect, with the secrets of the settings only where these are public.</summary>
    /// <param name="curl">How to call curl.</param>
    /// <param name="address">Where HTTP is served.</param>
    /// <param name="apis">The settings.</param>
    /// <param name="isSample">True if they are the sample's.</param>
    public static IEnumerable<string> Examples(string curl, string address, ApiSettings apis, bool isSample)
    {
        ClientSeed? client = isSample ? apis.YeastarPSeries.Clients.FirstOrDefault() : null;
        string login = $$"""{"username":"{{client?.Id ?? "CLIENT_ID"}}","password":"{{client?.Secret ?? "CLIENT_SECRET"}}"}""";
        yield return $"{curl} {address}/openapi/v1.0/get_token -H 'Content-Type: application/json' -d '{login}'";

        ClientSeed? user = isSample ? apis.YeastarSSeries.Users.FirstOrDefault() : null;
        string digest = user is null ? "MD5_OF_PASSWORD" : DigestOf(user.Secret);
        string name = user?.Id ?? "USER";
        yield return $$"""{{curl}} {{address}}/api/v1.1.0/login -d '{"username":"{{name}}","password":"{{digest}}","port":"8260","version":"1.0.2"}'""";
        yield return $$"""{{curl}} {{address}}/api/v2.0.0/login -d '{"username":"{{name}}","password":"{{digest}}","version":"2.0.0"}'""";
        yield return $"{curl} '{address}/api/v0.0.1/login?type=xml' -d '<xml><username>{name}</username><password>{digest}</password><port>8260</port></xml>'";

        ExotelAccount? account = apis.Exotel.Accounts.FirstOrDefault();
        string sid = account?.Account.Sid ?? "ACCOUNT_SID";
        string credentials = isSample && account is not null ? $"{account.Account.Key}:{account.Token}" : "API_KEY:API_TOKEN";
        yield return $"{curl} -u {credentials} {address}/v1/Accounts/{sid}/Calls.json";
    }

    /// <summary>What S-Series clients send for a password.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "MD5 is what the S-Series login prescribes.")]
    public static string DigestOf(string password) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password)));

    private static TimeZoneInfo Zone(string name) => name.Length == 0 ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(name);
}
