using Dapper;
using Undertone.Storage.Database;
using Undertone.Storage.Secrets;
using Undertone.Supervision.Webhooks;

namespace Undertone.Storage.Webhooks;

/// <summary>The webhook settings in the tables <c>webhook_settings</c> and <c>webhooks</c>.</summary>
internal sealed class SqlWebhookStore(IDatabase database, SecretBox secrets) : IWebhookStore
{
    private const string ReadSettings = "SELECT enabled AS Enabled, timeout_ms AS TimeoutMs, retries AS Retries FROM webhook_settings WHERE id = 1";

    private const string ReadEntries =
        "SELECT position AS Position, url AS Url, sealed_secret AS SealedSecret, uses_get AS UsesGet, events AS Events FROM webhooks ORDER BY position";

    private const string SaveSettings =
        """
        INSERT INTO webhook_settings (id, enabled, timeout_ms, retries) VALUES (1, @Enabled, @TimeoutMs, @Retries)
        ON CONFLICT (id) DO UPDATE SET enabled = excluded.enabled, timeout_ms = excluded.timeout_ms, retries = excluded.retries
        """;

    private const string SaveEntry =
        "INSERT INTO webhooks (position, url, sealed_secret, uses_get, events) VALUES (@Position, @Url, @SealedSecret, @UsesGet, @Events)";

    public async Task<WebhookSettings?> ReadAsync(CancellationToken cancellation)
    {
        (WebhookSettingsRow? settings, List<WebhookRow> entries) = await database.ReadAsync(
            async connection =>
            {
                // One transaction, or a save in between would show the settings of one moment with the receivers of another.
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                WebhookSettingsRow? row = await connection.QueryFirstOrDefaultAsync<WebhookSettingsRow>(ReadSettings, transaction: transaction);
                return (row, (await connection.QueryAsync<WebhookRow>(ReadEntries, transaction: transaction)).AsList());
            },
            cancellation);
        return settings is null
            ? null
            : new WebhookSettings
            {
                Enabled = settings.Enabled,
                Timeout = TimeSpan.FromMilliseconds(settings.TimeoutMs),
                Retries = settings.Retries,
                Entries = [.. entries.Select(entry => entry.ToEntry(secrets))],
            };
    }

    public Task SaveAsync(WebhookSettings settings, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(
                SaveSettings,
                new WebhookSettingsRow { Enabled = settings.Enabled, TimeoutMs = (int)settings.Timeout.TotalMilliseconds, Retries = settings.Retries },
                transaction);
            await connection.ExecuteAsync("DELETE FROM webhooks", transaction: transaction);
            await connection.ExecuteAsync(SaveEntry, settings.Entries.Select((entry, position) => WebhookRow.From(entry, position, secrets)), transaction);
            return true;
        },
        cancellation);
}
