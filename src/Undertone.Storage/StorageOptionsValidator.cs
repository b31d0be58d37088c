using Undertone.Storage.Sqlite;

namespace Undertone.Storage;

/// <summary>Checks <see cref="StorageOptions"/> without touching a database.</summary>
public static class StorageOptionsValidator
{
    /// <summary>What is wrong with the connection string, as the end of a sentence that begins with its key; null if nothing is.</summary>
    public static string? Problem(StorageOptions options)
    {
        try
        {
            SqliteFile.Parse(options.ConnectionString);
            return null;
        }
        catch (StorageException failure)
        {
            return failure.Message;
        }
    }
}
