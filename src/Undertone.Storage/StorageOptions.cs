namespace Undertone.Storage;

/// <summary>Which database keeps the records.</summary>
public enum StorageProvider
{
    /// <summary>One SQLite file on this machine.</summary>
    Sqlite,
}

/// <summary>Where the records are kept (section <c>Storage</c> of the configuration).</summary>
public sealed record StorageOptions
{
    /// <summary>The kind of database.</summary>
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;

    /// <summary>
    /// How it is reached, in the provider's own words. For SQLite <c>Data Source=FILE</c>, the file relative to the working directory;
    /// <c>Default Timeout=SECONDS</c> (5) says how long a write waits for another program that holds the file.
    /// </summary>
    public string ConnectionString { get; init; } = "Data Source=undertone.db";
}
