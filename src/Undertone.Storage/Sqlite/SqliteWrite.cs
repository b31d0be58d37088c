using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Undertone.Storage.Sqlite;

/// <summary>One write that waits for its turn.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Does it; never throws, for what goes wrong belongs to whoever asked for the write.</summary>
    public abstract Task RunAsync(SqliteConnection connection);
}

/// <inheritdoc />
internal sealed class SqliteWrite<T>(Func<DbTransaction, Task<T>> work, string database, CancellationToken cancellation) : SqliteWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, after the commit.</summary>
    public Task<T> Completion => _completion.Task;

    /// <inheritdoc />
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is handed to the one who waits; the queue must go on.")]
    public override async Task RunAsync(SqliteConnection connection)
    {
        if (cancellation.IsCancellationRequested)
        {
            _completion.SetCanceled(cancellation);
            return;
        }

        try
        {
            await using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            T result = await work(transaction);
            await transaction.CommitAsync(CancellationToken.None);
            _completion.SetResult(result);
        }
        catch (SqliteException failure)
        {
            _completion.SetException(SqliteFailure.Translate(failure, database));
        }
        catch (Exception failure)
        {
            _completion.SetException(failure);
        }
    }
}
