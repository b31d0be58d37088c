using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Undertone.Storage.Database;

namespace Undertone.Storage.Sqlite;

/// <summary>
/// One SQLite file. Writes go through one connection and one queue, because the file admits one writer at a time; readers have
/// pooled connections of their own, which write-ahead logging never makes wait.
/// </summary>
internal sealed class SqliteDatabase : IDatabase
{
    private const int QueueLength = 1_000;

    private readonly SqliteConnection _writer;
    private readonly string _readerConnectionString;
    private readonly Task _writing;
    private readonly Channel<SqliteWrite> _queue = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private SqliteDatabase(SqliteConnection writer, SqliteFile file)
    {
        _writer = writer;
        Description = file.Path;
        _readerConnectionString = file.ReaderConnectionString;
        _writing = Task.Run(WriteInOrderAsync);
    }

    public string Description { get; }

    /// <summary>Opens the file, or makes it, readable for its owner only, because it holds what phones prove themselves with.</summary>
    /// <exception cref="StorageException">It cannot be opened or is no database of Undertone.</exception>
    public static SqliteDatabase Open(string connectionString, bool mustExist)
    {
        SqliteLibrary.Require();
        SqliteFile file = Parse(connectionString);
        file.Prepare(mustExist);
        var writer = new SqliteConnection(file.WriterConnectionString);
        try
        {
            writer.Open();
            SqliteSetup.Apply(writer, file);
            return new SqliteDatabase(writer, file);
        }
        catch (SqliteException failure)
        {
            writer.Dispose();
            throw SqliteFailure.Translate(failure, file.Path);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        var write = new SqliteWrite<T>(work, Description, cancellation);
        try
        {
            await _queue.Writer.WriteAsync(write, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StorageException($"The store {Description} is closed.");
        }

        return await write.Completion;
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await using var connection = new SqliteConnection(_readerConnectionString);
            await connection.OpenAsync(cancellation);
            return await work(connection);
        }
        catch (SqliteException failure)
        {
            throw SqliteFailure.Translate(failure, Description);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        using var pooled = new SqliteConnection(_readerConnectionString);
        SqliteConnection.ClearPool(pooled);

        // The last connection to close folds the write-ahead log into the file; one that only reads could not.
        await _writer.DisposeAsync();
    }

    private static SqliteFile Parse(string connectionString)
    {
        try
        {
            return SqliteFile.Parse(connectionString);
        }
        catch (StorageException failure)
        {
            throw new StorageException($"Storage:ConnectionString {failure.Message}", failure);
        }
    }

    private async Task WriteInOrderAsync()
    {
        await foreach (SqliteWrite write in _queue.Reader.ReadAllAsync())
        {
            await write.RunAsync(_writer);
        }
    }
}
