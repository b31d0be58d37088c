using System.Collections.Immutable;
using System.Security.Cryptography;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Hosting;
using Undertone.Server.Logs;
using Undertone.Storage;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Seeding;

/// <summary>
/// Writes the extensions, API clients and webhook receivers of the configuration to the store, each once: what was changed or deleted through an API
/// afterwards is left alone. Passwords are stored only as digests and slow hashes.
/// </summary>
internal sealed class Seeder(UndertoneStore store, ILogger<Seeder> logger)
{
    private const string ExtensionKind = "extension";
    private const string WebhookKind = "p-series-webhook";
    private const int SecretCharacters = 32;

    public async Task RunAsync(ServerSettings settings, CancellationToken cancellation)
    {
        await FollowRealmAsync(settings, cancellation);
        await SeedExtensionsAsync(settings, cancellation);
        await SeedClientsAsync(ApiDialects.PSeries, settings.Apis.YeastarPSeries.Clients, cancellation);
        await SeedClientsAsync(ApiDialects.SSeries, settings.Apis.YeastarSSeries.Users.Select(WithDigest), cancellation);
        await SeedClientsAsync(ApiDialects.Exotel, settings.Apis.Exotel.Accounts.SelectMany(Logins), cancellation);
        await SeedWebhooksAsync(settings.Apis.YeastarPSeries.Webhooks, cancellation);
    }

    /// <summary>
    /// Stored secrets are bound to the realm that they were made for. When the domain of the configuration changes, those whose
    /// password the file still knows are made anew; for the others the operator is told.
    /// </summary>
    private async Task FollowRealmAsync(ServerSettings settings, CancellationToken cancellation)
    {
        string now = settings.Sip.Domain;
        string? before = await store.Seeds.ReadRealmAsync(cancellation);
        if (before == now)
        {
            return;
        }

        if (before is not null)
        {
            await RenewSecretsAsync(settings, before, now, cancellation);
        }

        await store.Seeds.SaveRealmAsync(now, cancellation);
    }

    private async Task RenewSecretsAsync(ServerSettings settings, string before, string now, CancellationToken cancellation)
    {
        Dictionary<string, string> passwords = settings.Extensions.ToDictionary(seed => seed.Number, seed => seed.Password, StringComparer.Ordinal);
        int renewed = 0;
        foreach (Extension extension in await store.Extensions.ReadAllAsync(cancellation))
        {
            if (passwords.TryGetValue(extension.Number, out string? password)
                && SipSecret.FromPassword(extension.DigestUser, before, password) == extension.Secret)
            {
                await store.Extensions.SaveAsync(extension with { Secret = SipSecret.FromPassword(extension.DigestUser, now, password) }, cancellation);
                renewed++;
            }
            else
            {
                ServerLog.RealmOrphaned(logger, before, now, extension.Number);
            }
        }

        ServerLog.RealmChanged(logger, before, now, renewed);
    }

    private async Task SeedExtensionsAsync(ServerSettings settings, CancellationToken cancellation)
    {
        Dictionary<string, Extension> stored = (await store.Extensions.ReadAllAsync(cancellation)).ToDictionary(extension => extension.Number, StringComparer.Ordinal);
        foreach (ExtensionSeed seed in settings.Extensions)
        {
            if (stored.TryGetValue(seed.Number, out Extension? existing))
            {
                if (existing.Secret != SipSecret.FromPassword(existing.DigestUser, settings.Sip.Domain, seed.Password))
                {
                    ServerLog.PasswordDiffers(logger, seed.Number);
                }
            }
            else if (!await store.Seeds.IsSeededAsync(ExtensionKind, seed.Number, cancellation))
            {
                await store.Extensions.SaveAsync(ToExtension(seed, settings.Sip.Domain), cancellation);
                ServerLog.ExtensionSeeded(logger, seed.Number);
            }

            await store.Seeds.MarkAsync(ExtensionKind, seed.Number, cancellation);
        }
    }

    private async Task SeedClientsAsync(string dialect, IEnumerable<ClientSeed> seeds, CancellationToken cancellation)
    {
        foreach (ClientSeed seed in seeds)
        {
            ApiCredential? existing = await store.Credentials.FindAsync(dialect, seed.Id, cancellation);
            if (existing is not null)
            {
                if (!SecretHash.Verify(seed.Secret, existing.SecretHash))
                {
                    ServerLog.SecretDiffers(logger, dialect, seed.Id);
                }
            }
            else if (!await store.Seeds.IsSeededAsync(dialect, seed.Id, cancellation))
            {
                await store.Credentials.SaveAsync(new ApiCredential(dialect, seed.Id, SecretHash.Create(seed.Secret)), cancellation);
                ServerLog.ClientSeeded(logger, dialect, seed.Id);
            }

            await store.Seeds.MarkAsync(dialect, seed.Id, cancellation);
        }
    }

    private async Task SeedWebhooksAsync(ImmutableArray<WebhookEntry> seeds, CancellationToken cancellation)
    {
        foreach (WebhookEntry seed in seeds)
        {
            if (!await store.Seeds.IsSeededAsync(WebhookKind, seed.Url, cancellation))
            {
                WebhookSettings stored = await store.Webhooks.ReadAsync(cancellation) ?? new WebhookSettings();
                bool isNew = stored.Entries.All(entry => entry.Url != seed.Url);
                if (isNew && stored.Entries.Length >= WebhookSettings.MostEntries)
                {
                    ServerLog.WebhookNotSeeded(logger, seed.ToString(), WebhookSettings.MostEntries);
                    continue;
                }

                if (isNew)
                {
                    WebhookEntry entry = seed.Secret.Length > 0 ? seed : seed with { Secret = RandomNumberGenerator.GetHexString(SecretCharacters, lowercase: true) };
                    await store.Webhooks.SaveAsync(stored with { Enabled = true, Entries = stored.Entries.Add(entry) }, cancellation);
                    ServerLog.WebhookSeeded(logger, entry.ToString());
                }

                await store.Seeds.MarkAsync(WebhookKind, seed.Url, cancellation);
            }
        }
    }

    /// <summary>What the clients of this dialect send is the MD5 of the password, so that is the secret; it is hashed again like any other.</summary>
    private static ClientSeed WithDigest(ClientSeed user) => user with { Secret = ServerDialects.DigestOf(user.Secret) };

    /// <summary>An account is logged in to with its key or, by older clients, its sid.</summary>
    private static IEnumerable<ClientSeed> Logins(ExotelAccount account)
        => new[] { account.Account.Key, account.Account.Sid }.Distinct(StringComparer.Ordinal).Select(user => new ClientSeed(user, account.Token));

    private static Extension ToExtension(ExtensionSeed seed, string realm) => new()
    {
        Number = seed.Number,
        Name = seed.Name,
        Email = seed.Email,
        MobileNumber = seed.MobileNumber,
        Secret = SipSecret.FromPassword(seed.Number, realm, seed.Password),
        AllowBeingMonitored = seed.AllowBeingMonitored,
        MonitorRight = seed.MonitorMode,
    };
}
