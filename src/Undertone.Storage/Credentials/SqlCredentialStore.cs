using Dapper;
using Undertone.Storage.Database;
using Undertone.Supervision.Credentials;

namespace Undertone.Storage.Credentials;

/// <summary>What API clients log in with, in the table <c>api_credentials</c>.</summary>
internal sealed class SqlCredentialStore(IDatabase database) : ICredentialStore
{
    private const string Find =
        "SELECT dialect AS Dialect, id AS Id, secret_hash AS SecretHash FROM api_credentials WHERE dialect = @Dialect AND id = @Id";

    private const string Save =
        """
        INSERT INTO api_credentials (dialect, id, secret_hash) VALUES (@Dialect, @Id, @SecretHash)
        ON CONFLICT (dialect, id) DO UPDATE SET secret_hash = excluded.secret_hash
        """;

    public async Task<ApiCredential?> FindAsync(string dialect, string id, CancellationToken cancellation)
    {
        List<CredentialRow> rows = await database.ReadRowsAsync<CredentialRow>(Find, new { Dialect = dialect, Id = id }, cancellation);
        return rows.Count == 0 ? null : rows[0].ToCredential();
    }

    public Task SaveAsync(ApiCredential credential, CancellationToken cancellation)
        => database.WriteAsync(Save, new { credential.Dialect, credential.Id, credential.SecretHash }, cancellation);

    public Task<bool> AnyAsync(string dialect, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM api_credentials WHERE dialect = @Dialect)", new { Dialect = dialect }),
        cancellation);
}
