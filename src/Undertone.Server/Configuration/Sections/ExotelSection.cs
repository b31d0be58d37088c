using System.Collections.Immutable;
using System.Globalization;
using Undertone.Http.Exotel;
using Undertone.Http.Exotel.Accounts;
using Undertone.Server.Configuration.Reading;
using Undertone.Server.Configuration.Settings;

namespace Undertone.Server.Configuration.Sections;

/// <summary>Reads and checks <c>Apis:Exotel</c>.</summary>
internal static class ExotelSection
{
    private const int MostRequestsPerMinute = 1_000_000;
    private const int MostRetries = 10;
    private const int LongestSid = 40;

    public static ExotelSettings Read(SectionReader reader)
    {
        var defaults = new ExotelSettings();
        return new ExotelSettings
        {
            Enabled = reader.Flag(nameof(defaults.Enabled), defaults.Enabled),
            AllowedAddresses = NetworkList.Read(reader, nameof(defaults.AllowedAddresses)),
            StrictErrors = reader.Flag(nameof(defaults.StrictErrors), defaults.StrictErrors),
            RequestsPerMinute = reader.Integer(nameof(defaults.RequestsPerMinute), defaults.RequestsPerMinute, 0, MostRequestsPerMinute),
            CallbackTimeout = reader.Duration(nameof(defaults.CallbackTimeout), defaults.CallbackTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2)),
            CallbackRetries = reader.Integer(nameof(defaults.CallbackRetries), defaults.CallbackRetries, 0, MostRetries),
            CallbackPause = reader.Duration(nameof(defaults.CallbackPause), defaults.CallbackPause, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(15)),
            Accounts = Accounts(reader),
        };
    }

    private static ImmutableArray<ExotelAccount> Accounts(SectionReader section)
    {
        var accounts = ImmutableArray.CreateBuilder<ExotelAccount>();
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (SectionReader reader in section.Items(nameof(ExotelSettings.Accounts)))
        {
            ExotelAccount account = Read(reader, "Token");
            string sid = account.Account.Sid;
            if (sid.Length > LongestSid || !sid.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                reader.Reject(nameof(Account.Sid), $"must be at most {LongestSid} letters, digits, hyphens and underscores");
            }

            if (sid.Length > 0 && !seen.Add(sid))
            {
                reader.Reject(nameof(Account.Sid), "is used by another account");
            }

            if (account.Account.Key.Length > 0 && account.Account.Key != sid && !seen.Add(account.Account.Key))
            {
                reader.Reject(nameof(Account.Key), "is used by another account");
            }

            if (account.Account.Key.Contains(':', StringComparison.Ordinal))
            {
                reader.Reject(nameof(Account.Key), "must hold no colon, which ends the user name (RFC 7617)");
            }

            accounts.Add(account);
        }

        return accounts.ToImmutable();
    }

    private static ExotelAccount Read(SectionReader reader, string tokenKey)
    {
        var account = new Account
        {
            Sid = reader.RequiredText(nameof(Account.Sid), "the account's name in paths"),
            Key = reader.RequiredText(nameof(Account.Key), "the API key"),
            ExoPhones = reader.List(nameof(Account.ExoPhones), []),
            Extensions = reader.List(nameof(Account.Extensions), []),
            Supervisors = reader.List(nameof(Account.Supervisors), []),
            MaySupervise = reader.Flag(nameof(Account.MaySupervise), true),
            TimeZone = ApiSection.Zone(reader, nameof(Account.TimeZone)) is { Length: > 0 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found)
                ? found
                : ExotelOptions.DefaultTimeZone,
            Tariff = ReadTariff(reader),
        };
        return new ExotelAccount(account, reader.RequiredText(tokenKey, "the API token"));
    }

    private static Tariff ReadTariff(SectionReader reader)
    {
        var defaults = new Tariff();
        string price = reader.Text(nameof(defaults.PricePerPulse));
        decimal amount = 0;
        if (price.Length > 0 && (!decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) || amount > 1_000_000))
        {
            reader.Reject(nameof(defaults.PricePerPulse), "must be an amount such as 0.5");
        }

        return new Tariff
        {
            Pulse = reader.Duration(nameof(defaults.Pulse), defaults.Pulse, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            PricePerPulse = price.Length > 0 ? amount : null,
            Currency = reader.Text(nameof(defaults.Currency), defaults.Currency),
        };
    }
}
