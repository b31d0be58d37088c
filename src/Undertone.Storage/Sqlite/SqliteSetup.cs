using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Undertone.Storage.Sqlite;

/// <summary>What the writing connection sets before the first statement.</summary>
internal static class SqliteSetup
{
    // "UNDT": tells a file of ours from another program's.
    private const long ApplicationId = 0x554E4454;

    /// <exception cref="StorageException">The file belongs to another program.</exception>
    public static void Apply(SqliteConnection connection, SqliteFile file)
    {
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(long)file.BusyTimeout.TotalMilliseconds}"));
        RequireOurs(connection, file);

        // A commit in write-ahead mode is on the disk only with synchronous = FULL; the audit record depends on it (P5).
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
    }

    private static void RequireOurs(SqliteConnection connection, SqliteFile file)
    {
        if (IsOurs(connection))
        {
            return;
        }

        // Looked at again under the lock of writers: between two looks without it, another of our programs may mark and fill a new file.
        Execute(connection, "BEGIN IMMEDIATE");
        bool isUsable = IsOurs(connection);
        if (!isUsable && Query(connection, "PRAGMA application_id") == 0 && Query(connection, "SELECT COUNT(*) FROM sqlite_master") == 0)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            isUsable = true;
        }

        Execute(connection, isUsable ? "COMMIT" : "ROLLBACK");
        if (!isUsable)
        {
            throw new StorageException($"{file.Path} is an SQLite database of another program. Name another file in Storage:ConnectionString.");
        }
    }

    private static bool IsOurs(SqliteConnection connection) => Query(connection, "PRAGMA application_id") == ApplicationId;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Query(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
