using Undertone.Http.Shared;
using Undertone.Http.YeastarPSeries;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Hosting;

/// <summary>Puts the dialects into the web application, and shows how each is tried.</summary>
internal static class ServerDialects
{
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        PSeriesSettings pSeries = settings.Apis.YeastarPSeries;
        var defaults = new YeastarPSeriesOptions();
        services.AddHttpShared(settings.Callbacks);
        services.AddYeastarPSeries(new YeastarPSeriesOptions
        {
            IsEnabled = pSeries.Enabled,
            AllowedNetworks = pSeries.AllowedAddresses,
            SerialNumber = pSeries.SerialNumber,
            SipDomain = settings.Sip.Domain,
            TimeZone = pSeries.TimeZone.Length == 0 ? defaults.TimeZone : TimeZoneInfo.FindSystemTimeZoneById(pSeries.TimeZone),
            AccessTokenLife = pSeries.AccessTokenLife,
            RefreshTokenLife = pSeries.RefreshTokenLife,
        });
    }

    /// <summary>Must come before anything else is mapped: it brings routing.</summary>
    public static void Map(WebApplication application)
    {
        application.UseHttpShared();
        application.MapYeastarPSeries();
    }

    /// <summary>One line for a shell for each dialect, with the client's secret only if it is given.</summary>
    public static IEnumerable<string> Examples(string curl, string address, ClientSeed? client)
    {
        string body = $$"""{"username":"{{client?.Id ?? "CLIENT_ID"}}","password":"{{client?.Secret ?? "CLIENT_SECRET"}}"}""";
        yield return $"{curl} {address}/openapi/v1.0/get_token -H 'Content-Type: application/json' -d '{body}'";
    }
}
