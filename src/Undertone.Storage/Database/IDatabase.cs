using System.Data.Common;

namespace Undertone.Storage.Database;

/// <summary>
/// What the stores need of a database, so that each is written once for all providers. Failures of the database come out as
/// <see cref="StorageException"/>.
/// </summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>The database in words, without credentials.</summary>
    string Description { get; }

    /// <summary>
    /// Runs work in a transaction of its own and commits it; the result is there when the commit has reached the disk. Writes run one
    /// after another, in the order in which they were asked for. Cancelling gives up a write that has not begun.
    /// </summary>
    Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs work that only reads; any number may run at a time.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation);
}
