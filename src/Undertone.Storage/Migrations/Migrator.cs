using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;
using Undertone.Storage.Database;

namespace Undertone.Storage.Migrations;

/// <summary>
/// Brings a database to the newest schema: files <c>NNNN_name.sql</c> built into the program, all missing ones in one transaction,
/// so that a start that is cut off leaves the old schema whole.
/// </summary>
internal static class Migrator
{
    private const string CreateLedger =
        """
        CREATE TABLE IF NOT EXISTS schema_versions (
            version INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at_us BIGINT NOT NULL
        )
        """;

    /// <summary>The migrations of one provider, in order.</summary>
    public static IReadOnlyList<Migration> Load(string provider)
    {
        Assembly assembly = typeof(Migrator).Assembly;
        string folder = $"Migrations/{provider}/";
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(folder, StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource, resource[folder.Length..]))
            .OrderBy(migration => migration.Version)];
    }

    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StorageException">The database is newer than the program, or a step failed.</exception>
    public static Task<MigrationResult> ApplyAsync(
        IDatabase database, IReadOnlyList<Migration> migrations, TimeProvider clock, CancellationToken cancellation)
        => database.WriteAsync(transaction => ApplyAsync(transaction, database.Description, migrations, clock), cancellation);

    private static async Task<MigrationResult> ApplyAsync(
        DbTransaction transaction, string description, IReadOnlyList<Migration> migrations, TimeProvider clock)
    {
        DbConnection connection = transaction.Connection!;
        await connection.ExecuteAsync(CreateLedger, transaction: transaction);
        int current = await connection.ExecuteScalarAsync<int>("SELECT COALESCE(MAX(version), 0) FROM schema_versions", transaction: transaction);
        int newest = migrations.Count == 0 ? 0 : migrations[^1].Version;
        if (current > newest)
        {
            throw new StorageException(
                $"The store {description} has schema version {current}, written by a newer Undertone; this one knows versions up to {newest}. "
                + "Start the newer program, or name another file in Storage:ConnectionString.");
        }

        int applied = 0;
        foreach (Migration migration in migrations.Where(migration => migration.Version > current))
        {
            await connection.ExecuteAsync(migration.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions (version, name, applied_at_us) VALUES (@Version, @Name, @At)",
                new { migration.Version, migration.Name, At = StoredTime.From(clock.GetUtcNow()) },
                transaction);
            applied++;
        }

        return new MigrationResult(newest, applied);
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(file.AsSpan(0, 4), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
    }
}
