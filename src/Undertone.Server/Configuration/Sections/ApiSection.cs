using System.Collections.Immutable;
using System.Net;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Apis</c>.</summary>
internal static class ApiSection
{
    private const int LongestSerialNumber = 32;

    public static ApiSettings Read(SectionReader reader) => new()
    {
        YeastarPSeries = ReadPSeries(reader.Section(nameof(ApiSettings.YeastarPSeries))),
        YeastarSSeries = ReadSSeries(reader.Section(nameof(ApiSettings.YeastarSSeries))),
        Exotel = ExotelSection.Read(reader.Section(nameof(ApiSettings.Exotel))),
    };

    private static PSeriesSettings ReadPSeries(SectionReader reader)
    {
        var defaults = new PSeriesSettings();
        return new PSeriesSettings
        {
            Enabled = reader.Flag(nameof(defaults.Enabled), defaults.Enabled),
            AllowedAddresses = NetworkList.Read(reader, nameof(defaults.AllowedAddresses)),
            Clients = Clients(reader, "Clients", "Id", "Secret"),
            SerialNumber = reader.Text(nameof(defaults.SerialNumber), defaults.SerialNumber),
            TimeZone = Zone(reader, nameof(defaults.TimeZone)),
            AccessTokenLife = reader.Duration(nameof(defaults.AccessTokenLife), defaults.AccessTokenLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            RefreshTokenLife = reader.Duration(nameof(defaults.RefreshTokenLife), defaults.RefreshTokenLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
            Webhooks = WebhookSection.Read(reader),
        };
    }

    private static SSeriesSettings ReadSSeries(SectionReader reader)
    {
        var defaults = new SSeriesSettings();
        return new SSeriesSettings
        {
            Enabled = reader.Flag(nameof(defaults.Enabled), defaults.Enabled),
            AllowedAddresses = NetworkList.Read(reader, nameof(defaults.AllowedAddresses)),
            Users = Clients(reader, nameof(defaults.Users), "Name", "Password"),
            SerialNumber = SerialNumber(reader, nameof(defaults.SerialNumber), defaults.SerialNumber),
            TimeZone = Zone(reader, nameof(defaults.TimeZone)),
            TokenLife = reader.Duration(nameof(defaults.TokenLife), defaults.TokenLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            EventTransport = reader.OneOf(nameof(defaults.EventTransport), defaults.EventTransport),
            EventListen = EventListen(reader, nameof(defaults.EventListen), defaults.EventListen),
        };
    }

    private static string SerialNumber(SectionReader reader, string key, string fallback)
    {
        string text = reader.Text(key, fallback);
        if (text.Length is 0 or > LongestSerialNumber || !text.All(char.IsAsciiLetterOrDigit))
        {
            reader.Reject(key, $"must be 1 to {LongestSerialNumber} letters and digits");
        }

        return text;
    }

    private static IPEndPoint EventListen(SectionReader reader, string key, IPEndPoint fallback)
    {
        string text = reader.Text(key, $"tcp://{fallback}");
        if (SipSection.TryParseListen(text, out string? transport, out IPEndPoint? endPoint) && transport == "tcp")
        {
            return endPoint;
        }

        reader.Reject(key, "must be tcp://ADDRESS:PORT with an IP address and a port from 0 to 65535");
        return fallback;
    }

    private static ImmutableArray<ClientSeed> Clients(SectionReader section, string key, string idKey, string secretKey)
    {
        var clients = ImmutableArray.CreateBuilder<ClientSeed>();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SectionReader reader in section.Items(key))
        {
            var client = new ClientSeed(
                reader.RequiredText(idKey, "the name that the client logs in with"), reader.RequiredText(secretKey, "what the client proves itself with"));
            if (client.Id.Length > 0 && !seen.Add(client.Id))
            {
                reader.Reject(idKey, "is used by another entry of this list");
            }

            clients.Add(client);
        }

        return clients.ToImmutable();
    }

    /// <summary>Reads the name of a time zone; empty for none.</summary>
    public static string Zone(SectionReader reader, string key)
    {
        string zone = reader.Text(key);
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            reader.Reject(key, "must be a name of the time zone database, such as Asia/Kolkata (package tzdata)");
        }

        return zone;
    }
}
