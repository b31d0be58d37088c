using Microsoft.Extensions.Logging.Abstractions;
using Undertone.Server.Configuration.Settings;
using Undertone.Server.Seeding;
using Undertone.Server.Tests.Fakes;
using Undertone.Storage;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Monitoring;
using Undertone.Supervision.Webhooks;

namespace Undertone.Server.Tests.Seeding;

public sealed class SeederTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly RecordingLogger<Seeder> _log = new();
    private UndertoneStore _store = null!;

    public async Task InitializeAsync() => _store = await UndertoneStore.OpenAsync(
        new StorageOptions { ConnectionString = $"Data Source={_folder.File("undertone.db")}" }, TimeProvider.System, NullLogger<UndertoneStore>.Instance);

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_writes_extensions_as_digests_and_clients_as_slow_hashes()
    {
        await SeedAsync(Settings("password"));

        Extension stored = Assert.Single(await _store.Extensions.ReadAllAsync(default));
        Assert.Equal(SipSecret.FromPassword("2000", "undertone.local", "password"), stored.Secret);
        Assert.Equal(MonitorRight.Barge, stored.MonitorRight);
        Assert.True(stored.AllowBeingMonitored);
        ApiCredential? client = await _store.Credentials.FindAsync("p-series", "client", default);
        Assert.True(SecretHash.Verify("secret", client!.SecretHash));
    }

    [Fact]
    public async Task A_webhook_receiver_is_written_once_and_gets_a_secret_if_it_has_none()
    {
        ServerSettings settings = SettingsWithWebhook("http://crm.example/");
        await SeedAsync(settings);
        WebhookSettings stored = (await _store.Webhooks.ReadAsync(default))!;
        Assert.True(stored.Enabled);
        Assert.Equal(32, Assert.Single(stored.Entries).Secret.Length);

        await _store.Webhooks.SaveAsync(new WebhookSettings(), default);
        await SeedAsync(settings);
        Assert.Empty((await _store.Webhooks.ReadAsync(default))!.Entries);
    }

    [Fact]
    public async Task A_webhook_receiver_that_finds_no_place_waits_for_one_and_is_named_without_its_query()
    {
        WebhookSettings full = new() { Entries = [.. Enumerable.Range(0, 5).Select(i => new WebhookEntry { Url = $"http://n{i}.example/", Secret = "secret" })] };
        await _store.Webhooks.SaveAsync(full, default);
        ServerSettings settings = SettingsWithWebhook("http://crm.example/hook?key=k1");
        await SeedAsync(settings);
        Assert.Equal(full, await _store.Webhooks.ReadAsync(default));
        Assert.Contains("http://crm.example/hook ", Assert.Single(_log.Entries, entry => entry.Event == 6027).Message, StringComparison.Ordinal);

        await _store.Webhooks.SaveAsync(full with { Entries = full.Entries.RemoveAt(0) }, default);
        await SeedAsync(settings);
        Assert.Equal("http://crm.example/hook?key=k1", (await _store.Webhooks.ReadAsync(default))!.Entries[^1].Url);
    }

    [Fact]
    public async Task No_file_of_the_store_holds_a_password_in_clear()
    {
        await SeedAsync(Settings("Findable-Password-1"));

        foreach (string file in Directory.GetFiles(_folder.Path))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("Findable-Password-1", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_was_changed_afterwards_is_left_alone_and_the_operator_is_told_of_another_password()
    {
        await SeedAsync(Settings("password"));
        Extension changed = (await _store.Extensions.ReadAllAsync(default))[0] with { Name = "changed", MonitorRight = MonitorRight.Listen };
        await _store.Extensions.SaveAsync(changed, default);
        await _store.Credentials.SaveAsync(new ApiCredential("p-series", "client", SecretHash.Create("another")), default);

        await SeedAsync(Settings("another password"));

        Assert.Equal(changed, Assert.Single(await _store.Extensions.ReadAllAsync(default)));
        Assert.True(SecretHash.Verify("another", (await _store.Credentials.FindAsync("p-series", "client", default))!.SecretHash));
        Assert.Equal([6020, 6021, 6022, 6023], _log.Entries.Select(entry => entry.Event));
        Assert.DoesNotContain("another password", string.Join('\n', _log.Entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_deleted_afterwards_stays_deleted()
    {
        await SeedAsync(Settings("password"));
        await _store.Extensions.DeleteAsync("2000", default);

        await SeedAsync(Settings("password"));

        Assert.Empty(await _store.Extensions.ReadAllAsync(default));
    }

    [Fact]
    public async Task A_changed_domain_renews_the_secrets_whose_password_the_file_knows_and_names_the_others()
    {
        await SeedAsync(Settings("password"));
        var other = new Extension { Number = "2001", Secret = SipSecret.FromPassword("2001", "undertone.local", "made through an API") };
        await _store.Extensions.SaveAsync(other, default);

        await SeedAsync(Settings("password") with { Sip = new SipSettings { Domain = "pbx.example" } });

        IReadOnlyList<Extension> all = await _store.Extensions.ReadAllAsync(default);
        Assert.Equal(SipSecret.FromPassword("2000", "pbx.example", "password"), all[0].Secret);
        Assert.Equal(other.Secret, all[1].Secret);
        Assert.Contains(_log.Entries, entry => entry.Event == 6025 && entry.Message.Contains("2001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_domain_renews_the_secret_for_the_name_that_the_phone_authenticates_with()
    {
        await SeedAsync(Settings("password"));
        Extension renamed = (await _store.Extensions.ReadAllAsync(default))[0] with
        {
            RegistrationName = "alice",
            Secret = SipSecret.FromPassword("alice", "undertone.local", "password"),
        };
        await _store.Extensions.SaveAsync(renamed, default);

        await SeedAsync(Settings("password") with { Sip = new SipSettings { Domain = "pbx.example" } });

        Assert.Equal(SipSecret.FromPassword("alice", "pbx.example", "password"), Assert.Single(await _store.Extensions.ReadAllAsync(default)).Secret);
        Assert.DoesNotContain(_log.Entries, entry => entry.Event is 6022 or 6025);
    }

    private Task SeedAsync(ServerSettings settings) => new Seeder(_store, _log).RunAsync(settings, CancellationToken.None);

    private static ServerSettings SettingsWithWebhook(string url) => new()
    {
        Apis = new ApiSettings { YeastarPSeries = new PSeriesSettings { Webhooks = [new WebhookEntry { Url = url, Secret = "", Events = [30011] }] } },
    };

    private static ServerSettings Settings(string password) => new()
    {
        Extensions = [new ExtensionSeed { Number = "2000", Password = password, AllowBeingMonitored = true, MonitorMode = MonitorRight.Barge }],
        Apis = new ApiSettings { YeastarPSeries = new PSeriesSettings { Clients = [new ClientSeed("client", "secret")] } },
    };
}
