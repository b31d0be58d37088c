using Microsoft.Data.Sqlite;

namespace Undertone.Storage.Sqlite;

/// <summary>The file that a connection string names, and the two ways in which it is opened.</summary>
/// <param name="Path">Full path.</param>
/// <param name="BusyTimeout">How long a write waits for another program.</param>
internal sealed record SqliteFile(string Path, TimeSpan BusyTimeout)
{
    private const int DefaultBusySeconds = 5;

    public string WriterConnectionString => Connection(SqliteOpenMode.ReadWriteCreate, pooling: false);

    public string ReaderConnectionString => Connection(SqliteOpenMode.ReadOnly, pooling: true);

    /// <exception cref="StorageException">The text is no connection string, or names no file.</exception>
    public static SqliteFile Parse(string connectionString)
    {
        SqliteConnectionStringBuilder given;
        try
        {
            given = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException failure)
        {
            throw new StorageException($"cannot be read: {failure.Message}", failure);
        }

        if (given.DataSource.Length == 0 || given.DataSource.StartsWith(':') || given.Mode is SqliteOpenMode.Memory
            || given.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageException("must name a file, as in 'Data Source=undertone.db': the audit record has to outlive the program.");
        }

        int busySeconds = given.ShouldSerialize("Default Timeout") ? given.DefaultTimeout : DefaultBusySeconds;
        return new SqliteFile(System.IO.Path.GetFullPath(given.DataSource), TimeSpan.FromSeconds(busySeconds));
    }

    /// <summary>Makes an empty file where there is none, readable for its owner only; SQLite gives its companion files the same mode.</summary>
    /// <exception cref="StorageException">It is missing and must exist, or cannot be made.</exception>
    public void Prepare(bool mustExist)
    {
        if (File.Exists(Path))
        {
            return;
        }

        if (mustExist)
        {
            throw new StorageException($"There is no store at {Path}: has the server been started here before?");
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            new FileStream(Path, options).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The store {Path} cannot be made: {failure.Message}", failure);
        }
    }

    private string Connection(SqliteOpenMode mode, bool pooling) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        Pooling = pooling,
        ForeignKeys = true,
        DefaultTimeout = (int)BusyTimeout.TotalSeconds,
    }.ToString();
}
