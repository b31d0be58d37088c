using Microsoft.Data.Sqlite;
using Undertone.Storage.Sqlite;
using Undertone.Storage.Tests.Contracts;

namespace Undertone.Storage.Tests.Sqlite;

/// <summary>An SQLite file in a folder of its own.</summary>
public sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("undertone-storage-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "undertone.db");

    public StorageOptions Options => new() { ConnectionString = $"Data Source={Path};Default Timeout=1" };

    public IReadOnlyList<string> DatabaseFiles => [.. _folder.GetFiles("undertone.db*").Select(file => file.FullName).Where(file => file != KeyFile)];

    public string KeyFile => $"{Path}.key";

    /// <summary>A connection beside the store's own, as another program would have.</summary>
    public SqliteConnection OpenBeside()
    {
        SqliteLibrary.Require();
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
