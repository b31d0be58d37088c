using Dapper;
using Undertone.Storage.Database;

namespace Undertone.Storage.Seeding;

/// <summary>
/// Remembers which entries of the configuration file were written to the store, so that what was changed or deleted through an API
/// afterwards is left alone, and for which digest realm the stored SIP secrets were made.
/// </summary>
public sealed class SeedLedger
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal SeedLedger(IDatabase database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>True if the entry was written at an earlier start.</summary>
    /// <param name="kind">What it is, <c>extension</c> for instance.</param>
    /// <param name="key">Its number or id.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<bool> IsSeededAsync(string kind, string key, CancellationToken cancellation) => _database.ReadAsync(
        connection => connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM seeds WHERE kind = @Kind AND key = @Key)", new { Kind = kind, Key = key }),
        cancellation);

    /// <summary>Notes that the entry is written. Call it after the entry itself is in the store: a crash in between then costs nothing.</summary>
    public Task MarkAsync(string kind, string key, CancellationToken cancellation) => _database.WriteAsync(
        "INSERT INTO seeds (kind, key, seeded_at_us) VALUES (@Kind, @Key, @At) ON CONFLICT (kind, key) DO NOTHING",
        new { Kind = kind, Key = key, At = StoredTime.From(_clock.GetUtcNow()) },
        cancellation);

    /// <summary>The realm that the stored SIP secrets were made for; null before the first start.</summary>
    public Task<string?> ReadRealmAsync(CancellationToken cancellation)
        => _database.ReadAsync(connection => connection.ExecuteScalarAsync<string?>("SELECT realm FROM sip_realm WHERE id = 1"), cancellation);

    /// <summary>Notes the realm.</summary>
    public Task SaveRealmAsync(string realm, CancellationToken cancellation) => _database.WriteAsync(
        "INSERT INTO sip_realm (id, realm) VALUES (1, @Realm) ON CONFLICT (id) DO UPDATE SET realm = excluded.realm",
        new { Realm = realm },
        cancellation);
}
