using Dapper;

namespace Undertone.Storage.Database;

/// <summary>The two shapes nearly every statement has.</summary>
internal static class DatabaseExtensions
{
    /// <summary>Runs one statement in a transaction of its own; answers with the number of rows it touched.</summary>
    public static Task<int> WriteAsync(this IDatabase database, string sql, object arguments, CancellationToken cancellation)
        => database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(sql, arguments, transaction), cancellation);

    /// <summary>Reads rows.</summary>
    public static Task<List<TRow>> ReadRowsAsync<TRow>(this IDatabase database, string sql, object? arguments, CancellationToken cancellation)
        => database.ReadAsync(async connection => (await connection.QueryAsync<TRow>(sql, arguments)).AsList(), cancellation);
}
