using Microsoft.Extensions.Logging;
using Undertone.Storage.Accounts;
using Undertone.Storage.Auditing;
using Undertone.Storage.Callbacks;
using Undertone.Storage.Calls;
using Undertone.Storage.Credentials;
using Undertone.Storage.Database;
using Undertone.Storage.Events;
using Undertone.Storage.Extensions;
using Undertone.Storage.Migrations;
using Undertone.Storage.Secrets;
using Undertone.Storage.Seeding;
using Undertone.Storage.Sqlite;
using Undertone.Storage.Webhooks;
using Undertone.Supervision.Accounts;
using Undertone.Supervision.Auditing;
using Undertone.Supervision.Callbacks;
using Undertone.Supervision.Calls;
using Undertone.Supervision.Credentials;
using Undertone.Supervision.Events;
using Undertone.Supervision.Extensions;
using Undertone.Supervision.Webhooks;

namespace Undertone.Storage;

/// <summary>
/// The open store: one database behind the ports of the domain. Every write has reached the disk when its task completes.
/// Safe for any thread; every member of every port throws <see cref="StorageException"/> when the database fails.
/// </summary>
public sealed class UndertoneStore : IAsyncDisposable
{
    private readonly IDatabase _database;

    private UndertoneStore(IDatabase database, TimeProvider clock)
    {
        _database = database;
        Extensions = new SqlExtensionStore(database);
        Credentials = new SqlCredentialStore(database);
        BlockedAddresses = new SqlBlockedAddressStore(database);
        CallRecords = new SqlCallRecordStore(database);
        Audit = new SqlAuditLog(database);
        Outbox = new SqlOutbox(database);
        Accounts = new SqlAccountStore(database);
        EventTargets = new SqlEventTargetStore(database);
        Seeds = new SeedLedger(database, clock);
        Webhooks = new SqlWebhookStore(database, new SecretBox($"{database.Description}.key"));
        Clock = clock;
    }

    /// <summary>The extensions.</summary>
    public IExtensionStore Extensions { get; }

    /// <summary>What API clients log in with.</summary>
    public ICredentialStore Credentials { get; }

    /// <summary>The addresses that may not log in any more.</summary>
    public IBlockedAddressStore BlockedAddresses { get; }

    /// <summary>The records of ended calls.</summary>
    public ICallRecordStore CallRecords { get; }

    /// <summary>Who listened to whom.</summary>
    public IAuditLog Audit { get; }

    /// <summary>To whom events are pushed. Their secrets are sealed with the key file <c>undertone.db.key</c> beside the database.</summary>
    public IWebhookStore Webhooks { get; }

    /// <summary>The callbacks that wait.</summary>
    public IOutbox Outbox { get; }

    /// <summary>The accounts' calls and legs.</summary>
    public IAccountStore Accounts { get; }

    /// <summary>Where users of dialects without webhooks have their events pushed to.</summary>
    public IEventTargetStore EventTargets { get; }

    /// <summary>Which seeds of the configuration have been written.</summary>
    public SeedLedger Seeds { get; }

    /// <summary>The database in words, for messages: the full path of an SQLite file.</summary>
    public string Description => _database.Description;

    private TimeProvider Clock { get; }

    /// <summary>Opens the database, makes it where there is none, and brings its tables to the newest version.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="clock">The time that notes about migrations and seeds carry.</param>
    /// <param name="logger">For what was done at the opening.</param>
    /// <param name="mustExist">True to fail where there is no database yet, for programs that only read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StorageException">It cannot be opened, is damaged, belongs to another program, or is newer than this program.</exception>
    public static async Task<UndertoneStore> OpenAsync(
        StorageOptions options, TimeProvider clock, ILogger<UndertoneStore> logger, bool mustExist = false, CancellationToken cancellation = default)
    {
        SqliteDatabase database = SqliteDatabase.Open(options.ConnectionString, mustExist);
        try
        {
            MigrationResult result = await Migrator.ApplyAsync(database, Migrator.Load(nameof(StorageProvider.Sqlite)), clock, cancellation);
            if (result.Applied > 0)
            {
                StorageLog.Migrated(logger, database.Description, result.Version, result.Applied);
            }

            StorageLog.Opened(logger, database.Description, result.Version);
            return new UndertoneStore(database, clock);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a mark and throws <see cref="StorageException"/> if it does not reach the disk.</summary>
    public Task CheckWritableAsync(CancellationToken cancellation) => _database.WriteAsync(
        "UPDATE write_probe SET at_us = @At WHERE id = 1", new { At = StoredTime.From(Clock.GetUtcNow()) }, cancellation);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
